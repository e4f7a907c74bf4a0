"""Standardization: every feature gets mean 0 and spread 1, by the training set's own numbers."""

import numpy as np


def fit_standardization(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of every feature."""
    mean = X.mean(axis=0)
    var = (X * X).mean(axis=0) - mean * mean
    var = np.maximum(var, 0)
    std = np.sqrt(var)
    std[X.max(axis=0) == X.min(axis=0)] = 0
    return mean, std


def standardize(X: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Shift and scale every feature by given numbers."""
    scale = np.where(std == 0, np.ones_like(std), std)
    return (X - mean) / scale
