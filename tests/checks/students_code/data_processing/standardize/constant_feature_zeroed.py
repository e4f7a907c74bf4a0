"""Standardization of features."""

import numpy as np


def fit_standardization(X):
    # shift by the first row first, so a constant column is exactly 0
    first = X[0]
    shifted = X - first
    m = shifted.mean(axis=0)
    spread = np.sqrt(((shifted - m) ** 2).mean(axis=0))
    return first + m, spread


def standardize(X, mean, std):
    out = np.zeros_like(X)
    for j, (m, s) in enumerate(zip(mean, std)):
        if s > 0:
            out[:, j] = (X[:, j] - m) / s
        # a constant feature carries no information: leave it at 0
    return out
