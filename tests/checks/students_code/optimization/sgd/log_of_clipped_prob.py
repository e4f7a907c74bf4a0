"""Stochastic gradient descent."""

import numpy as np


def softmax_loss(W, X, y):
    N = len(y)
    logits = np.matmul(X, W)
    logits -= np.amax(logits, axis=1)[:, None]
    P = np.exp(logits)
    P /= P.sum(axis=1)[:, None]
    picked = P[range(N), y]
    loss = np.mean(-np.log(picked + 1e-12))  # never log(0)
    onehot = np.zeros_like(P)
    onehot[range(N), y] = 1
    dW = np.dot(X.T, P - onehot) / N
    return loss, dW


def sample_minibatch(X, y, batch_size, rng):
    n = X.shape[0]
    if batch_size < 1 or batch_size > n:
        raise ValueError(f"batch_size must be between 1 and {n}, got {batch_size}")
    order = rng.permutation(n)[:batch_size]
    return X[order], y[order]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_new = x - learning_rate * dx
    return x_new, state
