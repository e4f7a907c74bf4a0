"""Standardization of features."""

import numpy as np


def fit_standardization(X):
    N = len(X)
    s1 = np.sum(X, axis=0)
    s2 = np.sum(np.square(X), axis=0)
    mu = s1 / N
    # Var = E[x^2] - E[x]^2
    var = s2 / N - mu * mu
    var = np.maximum(var, 0)  # rounding can make it slightly negative
    return mu, np.sqrt(var)


def standardize(X, mean, std):
    divisor = np.array(std)
    divisor[divisor == 0] = 1
    return (X - mean) / divisor
