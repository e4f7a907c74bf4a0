"""Standardization: every feature gets mean 0 and spread 1, by the training set's own numbers."""

import numpy as np


def fit_standardization(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of every feature."""
    shift = X[0]
    D = X - shift
    m = D.mean(axis=0)
    std = np.sqrt(np.mean((D - m) ** 2, axis=0))
    std[std == 0] = 1        # avoid division by zero later
    return shift + m, std


def standardize(X: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Shift and scale every feature by given numbers."""
    scale = np.where(std == 0, np.ones_like(std), std)
    return (X - mean) / scale
