import numpy as np


def fit_standardization(X):
    mean = X.mean(axis=0)
    std = X.std(axis=0, ddof=1)
    return mean, std


def standardize(X, mean, std):
    divisor = np.where(std == 0, np.ones_like(std), std)
    return (X - mean) / divisor
