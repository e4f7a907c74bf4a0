"""Batch normalization."""

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    N = x.shape[0]
    batch_mean = np.sum(x, axis=0) / N
    diff = x - batch_mean
    batch_var = np.sum(diff * diff, axis=0) / N
    inv_std = (batch_var + epsilon) ** -0.5
    out = diff * inv_std * gamma + beta
    running_mean = running_mean + momentum * (batch_mean - running_mean)
    running_var = running_var + momentum * (batch_var - running_var)
    return out, running_mean, running_var


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
