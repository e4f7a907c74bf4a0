"""Standardization: every feature gets mean 0 and spread 1, by the training set's own numbers."""

import numpy as np


def fit_standardization(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of every feature."""
    shift = X[0]
    D = X - shift                       # keeps constant columns exact
    m = D.mean(axis=0)
    var = ((D - m) ** 2).mean(axis=0)
    return shift + m, np.sqrt(var)


def standardize(X: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Shift and scale every feature by given numbers."""
    centred = X - mean
    return np.divide(centred, std, out=np.zeros_like(centred), where=std != 0)
