"""Stochastic gradient descent."""

import numpy as np


def softmax_loss(W, X, y):
    num_train = X.shape[0]
    num_classes = W.shape[1]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(num_train):
        scores = X[i].dot(W)
        scores = scores - np.max(scores)
        exps = np.exp(scores)
        total = np.sum(exps)
        loss += float(np.log(total) - scores[y[i]])
        for c in range(num_classes):
            prob = exps[c] / total
            dW[:, c] += (prob - (c == y[i])) * X[i]
    loss /= num_train
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
