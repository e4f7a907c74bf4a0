import numpy as np


def fit_standardization(X):
    n = X.shape[0]
    s1 = X.sum(axis=0)
    s2 = (X * X).sum(axis=0)
    mean = s1 / n
    variance = s2 / n - mean * mean
    variance = np.maximum(variance, 0)
    return mean, np.sqrt(variance)


def standardize(X, mean, std):
    out = X - mean
    ok = std > 0
    out[:, ok] = out[:, ok] / std[ok]
    return out
