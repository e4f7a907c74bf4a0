"""Stochastic gradient descent."""

import numpy as np


def softmax_loss(W, X, y):
    n = X.shape[0]
    s = X.dot(W)
    s = s - s.max(axis=1, keepdims=True)
    e = np.exp(s)
    z = e.sum(axis=1, keepdims=True)
    rows = np.arange(n)
    loss = -(s - np.log(z))[rows, y].mean()
    g = e / z
    g[rows, y] -= 1
    return loss, X.T.dot(g) / n


def sample_minibatch(X, y, batch_size, rng):
    total = len(X)
    if batch_size < 1:
        raise ValueError(f"batch_size too small: {batch_size}")
    if batch_size > total:
        raise ValueError(f"batch_size too large: {batch_size}")
    start = int(rng.integers(total))
    rows = (start + np.arange(batch_size)) % total
    return X[rows], y[rows]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_new = x - learning_rate * dx
    return x_new, state
