import numpy as np


def softmax_loss(W, X, y):
    n = X.shape[0]
    scores = X @ W
    scores = scores - scores.max(1, keepdims=True)
    logp = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    p = np.exp(logp)
    p[np.arange(n), y] -= 1
    return -logp[np.arange(n), y].mean(), X.T @ p / n


def sample_minibatch(X, y, batch_size, rng):
    if batch_size < 1:
        raise ValueError(f"batch_size {batch_size} is too small")
    xs, ys = [], []
    for _ in range(batch_size):
        i = rng.integers(0, len(X))
        xs.append(X[i])
        ys.append(y[i])
    return np.array(xs), np.array(ys)


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    return x - learning_rate * dx, state
