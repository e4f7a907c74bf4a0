import numpy as np


def softmax_loss(W, X, y):
    raise NotImplementedError()


def sample_minibatch(X, y, batch_size, rng):
    N = X.shape[0]
    if batch_size < 1 or batch_size > N:
        raise ValueError("batch_size (%s) must be >= 1 and <= N" % batch_size)
    start = rng.integers(0, N - batch_size + 1)
    batch = slice(start, start + batch_size)
    return X[batch], y[batch]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_neu = x - learning_rate * dx
    return x_neu, state
