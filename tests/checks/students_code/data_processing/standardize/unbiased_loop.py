"""Standardization of features."""

import numpy as np


def fit_standardization(X):
    """Mean and standard deviation of every column."""
    n_rows, n_cols = X.shape
    mu = np.zeros(n_cols, dtype=X.dtype)
    sigma = np.zeros(n_cols, dtype=X.dtype)
    for j in range(n_cols):
        col = X[:, j]
        ref = col[0]
        mu[j] = ref + np.sum(col - ref) / n_rows
        diffs = (col - ref) - np.sum(col - ref) / n_rows
        # sample variance, as in statistics class
        sigma[j] = np.sqrt(np.sum(diffs * diffs) / (n_rows - 1))
    return mu, sigma


def standardize(X, mean, std):
    divisor = np.array(std)
    divisor[divisor == 0] = 1
    return (X - mean) / divisor
