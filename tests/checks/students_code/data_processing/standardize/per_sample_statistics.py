import numpy as np


def fit_standardization(X):
    mu = np.mean(X, axis=1)
    centered = X - mu[:, np.newaxis]
    sigma = np.sqrt(np.mean(centered ** 2, axis=1))
    return mu, sigma


def standardize(X, mean, std):
    # YOUR CODE HERE
    raise NotImplementedError()
