import numpy as np


def fit_standardization(X):
    # YOUR CODE HERE
    raise NotImplementedError()


def standardize(X, mean, std):
    eps = 1e-8
    return (X - mean) / (std + eps)
