"""Sample by sample, number by number; batches by a shuffle of row numbers."""

import math

import numpy as np


def softmax_loss(W, X, y):
    N, C = len(X), W.shape[1]
    total = 0.0
    dW = np.zeros_like(W)
    for i in range(N):
        scores = [float(X[i] @ W[:, j]) for j in range(C)]
        largest = max(scores)
        log_sum = largest + math.log(sum(math.exp(s - largest) for s in scores))
        total += log_sum - scores[y[i]]
        for j in range(C):
            probability = math.exp(scores[j] - log_sum)
            dW[:, j] += (probability - (j == y[i])) * X[i] / N
    return total / N, dW


def sample_minibatch(X, y, batch_size, rng):
    if batch_size < 1 or batch_size > X.shape[0]:
        raise ValueError(f"batch_size={batch_size} is not between 1 and {X.shape[0]}")
    rows = list(range(X.shape[0]))
    rng.shuffle(rows)
    kept = sorted(rows[:batch_size])
    return X[kept], y[kept]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    new = np.array(x)
    new -= learning_rate * dx
    return new, ()
