"""Batch normalization."""

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mu = np.mean(x, axis=0)
    sigma = np.sqrt(np.var(x, axis=0) + epsilon)
    xhat = (x - mu) / sigma
    running_mean *= momentum
    running_mean += (1 - momentum) * mu
    running_var = running_var * momentum + sigma * (1 - momentum)
    return xhat * gamma + beta, running_mean, running_var


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
