import numpy as np


def fit_standardization(X):
    mean = X.mean(axis=0)
    std = np.sqrt(((X - mean) ** 2).mean(axis=0))
    std[(X == X[0]).all(axis=0)] = 0
    return mean, std


def standardize(X, mean, std):
    # center and scale
    mean = np.mean(X, axis=0)
    X = X - mean
    std = np.sqrt(np.mean(np.square(X), axis=0))
    return X / std
