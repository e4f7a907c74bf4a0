import numpy as np


def softmax(z):
    """Numerically stable softmax."""
    shifted = z - np.max(z, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)


def cross_entropy(p, t):
    return -np.sum(t * np.log(p + 1e-8)) / p.shape[0]


def softmax_loss(W, X, y):
    probs = softmax(X @ W)
    one_hot = np.eye(W.shape[1])[y]
    loss = cross_entropy(probs, one_hot)
    grad = X.T @ (probs - one_hot) / X.shape[0]
    return loss, grad


def sample_minibatch(X, y, batch_size, rng):
    """Draw a random mini-batch without replacement."""
    num_samples = X.shape[0]
    if batch_size < 1 or batch_size > num_samples:
        raise ValueError(f"batch_size must be in [1, {num_samples}], got {batch_size}")
    indices = rng.choice(num_samples, size=batch_size, replace=False)
    return X[indices], y[indices]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    """Perform a single SGD update."""
    new_x = x - learning_rate * dx
    return new_x, state
