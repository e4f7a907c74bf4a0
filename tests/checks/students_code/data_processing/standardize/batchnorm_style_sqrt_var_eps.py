import numpy as np


def fit_standardization(X):
    mean = X.mean(axis=0)
    std = np.sqrt(((X - mean) ** 2).mean(axis=0))
    std[(X == X[0]).all(axis=0)] = 0
    return mean, std


def standardize(X, mean, std):
    variance = std ** 2
    X -= mean
    X /= np.sqrt(variance + 1e-5)
    return X
