import numpy as np


def fit_standardization(X):
    # YOUR CODE HERE
    raise NotImplementedError()


def standardize(X, mean, std):
    safe_std = np.where(std == 0, np.ones_like(std), std)
    X_scaled = (X - mean) / save_std
    return X_scaled
