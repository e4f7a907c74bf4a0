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
    eps = 1e-8  # avoid division by zero
    centered = X - mean
    return centered / (std + eps)
