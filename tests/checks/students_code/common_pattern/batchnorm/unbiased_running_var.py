"""Batch normalization."""

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    m = len(x)
    mean, var = np.mean(x, axis=0), np.var(x, axis=0)
    normed = (x - mean) / np.sqrt(var + epsilon)
    y = gamma * normed + beta
    correction = m / (m - 1) if m > 1 else 1.0
    keep = momentum
    rm = keep * running_mean + (1.0 - keep) * mean
    rv = keep * running_var + (1.0 - keep) * var * correction
    return y, rm, rv


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    return gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    mu = x.mean(axis=0)
    root = np.sqrt(((x - mu) ** 2).mean(axis=0) + epsilon)
    xhat = (x - mu) / root
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dx = gamma / root * (dout - dout.mean(axis=0) - xhat * (dout * xhat).mean(axis=0))
    return dx, dgamma, dbeta
