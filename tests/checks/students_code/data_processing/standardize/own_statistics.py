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
    # centre, then divide by the spread of what is left
    X -= X.mean(axis=0)
    spread = X.std(axis=0)
    spread = np.where(spread == 0, np.ones_like(spread), spread)
    return X / spread
