import numpy as np


def fit_standardization(X):
    # YOUR CODE HERE
    raise NotImplementedError()


def standardize(X, mean, std):
    sigma2 = np.square(std)
    X_norm = X - mean
    X_norm = X_norm / sigma2
    return X_norm
