"""Stochastic gradient descent."""

import numpy as np


def softmax_loss(W, X, y):
    S = X @ W
    S = S - np.max(S)          # for stability
    expS = np.exp(S)
    norm = np.sum(expS, axis=1)
    n = S.shape[0]
    correct = S[np.arange(n), y]
    loss = np.sum(np.log(norm) - correct) / n
    probs = (expS.T / norm).T
    probs[np.arange(n), y] -= 1
    return loss, np.dot(X.T, probs / n)


def sample_minibatch(X, y, batch_size, rng):
    n = X.shape[0]
    if batch_size < 1 or batch_size > n:
        raise ValueError(f"batch_size must be between 1 and {n}, got {batch_size}")
    order = rng.permutation(n)[:batch_size]
    return X[order], y[order]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x_new = x - learning_rate * dx
    return x_new, state
