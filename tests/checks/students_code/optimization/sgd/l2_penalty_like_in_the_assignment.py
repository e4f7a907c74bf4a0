import numpy as np


def softmax_loss(W, X, y, reg=1e-3):
    num_train, _ = X.shape
    scores = X.dot(W)
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    Z = e.sum(axis=1)
    idx = np.arange(num_train)
    loss = np.mean(np.log(Z) - scores[idx, y]) + reg * np.sum(W * W)
    G = e / Z[:, None]
    G[idx, y] -= 1
    dW = X.T.dot(G) / num_train + 2 * reg * W
    return loss, dW


def sample_minibatch(X, y, batch_size, rng):
    N = len(y)
    if batch_size <= 0 or batch_size > N:
        raise ValueError("invalid batch_size: " + str(batch_size))
    perm = rng.permutation(N)
    return X[perm[0:batch_size]], y[perm[0:batch_size]]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    update = -learning_rate * dx
    return x + update, state
