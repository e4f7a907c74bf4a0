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
    n = X.shape[0]
    if batch_size < 1 or batch_size > n:
        raise ValueError(f"batch_size must be between 1 and {n}, got {batch_size}")
    order = rng.permutation(n)[:batch_size]
    return X[order], y[order]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    step = np.multiply(learning_rate, dx)
    return np.add(x, step), state
