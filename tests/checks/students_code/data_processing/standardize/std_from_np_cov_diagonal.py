import numpy as np


def fit_standardization(X):
    mean = np.mean(X, axis=0)
    C = np.atleast_2d(np.cov(X, rowvar=False))
    std = np.sqrt(np.diagonal(C))
    return mean, std


def standardize(X, mean, std):
    divisor = np.where(std == 0, np.ones_like(std), std)
    return (X - mean) / divisor
