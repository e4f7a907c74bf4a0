import numpy as np


def _handle_zeros_in_scale(scale):
    scale = scale.copy()
    scale[scale == 0.0] = 1.0
    return scale


def fit_standardization(X):
    mean_ = X.mean(axis=0)
    var_ = np.mean((X - mean_) ** 2, axis=0)
    scale_ = _handle_zeros_in_scale(np.sqrt(var_))
    return mean_, scale_


def standardize(X, mean, std):
    # YOUR CODE HERE
    raise NotImplementedError()
