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
    if batch_size > X.shape[0]:
        raise ValueError(f"batch_size {batch_size} > N")
    X_shuffled = rng.permutation(X, axis=0)
    y_shuffled = rng.permutation(y)
    return X_shuffled[:batch_size], y_shuffled[:batch_size]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_new = x - learning_rate * dx
    return x_new, state
