"""Deviations from the first sample, whose squares are small; masks and boolean arithmetic."""

import numpy as np


def fit_standardization(X):
    shifted = X - X[0]
    mean = np.einsum("nd->d", shifted) / len(X)
    variance = np.einsum("nd,nd->d", shifted - mean, shifted - mean) / len(X)
    return X[0] + mean, variance**0.5


def standardize(X, mean, std):
    constant = (std == 0).astype(X.dtype)
    return (X - mean[None, :]) / (std + constant)[None, :]
