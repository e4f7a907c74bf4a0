import numpy as np


def fit_standardization(X):
    [m, d] = X.shape
    mu = np.zeros(d)
    sigma = np.zeros(d)
    for j in range(d):
        mu[j] = sum(X[:, j]) / m
        total = 0
        for i in range(m):
            total = total + (X[i, j] - mu[j]) ** 2
        sigma[j] = np.sqrt(total / (m - 1))
    return mu, sigma


def standardize(X, mean, std):
    # YOUR CODE HERE
    raise NotImplementedError()
