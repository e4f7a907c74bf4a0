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
    N = X.shape[0]
    if not (1 <= batch_size <= N):
        raise ValueError("batch_size = %r is not in [1, %d]" % (batch_size, N))
    pick = rng.choice(np.arange(N), size=batch_size)
    X_batch = X[pick]
    y_batch = y[pick]
    return X_batch, y_batch


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_new = x - learning_rate * dx
    return x_new, state
