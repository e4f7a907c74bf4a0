import numpy as np


def softmax_loss(W, X, y):
    n = y.shape[0]
    f = X.dot(W)
    f = f - np.max(f)  # shift for numerical stability
    p = np.exp(f)
    p = p / p.sum(axis=1).reshape(-1, 1)
    loss = np.mean(-np.log(p[np.arange(n), y]))
    p[np.arange(n), y] -= 1.0
    dW = X.T.dot(p) / n
    return loss, dW


def sample_minibatch(X, y, batch_size, rng):
    raise NotImplementedError()


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    return x - learning_rate * dx, state
