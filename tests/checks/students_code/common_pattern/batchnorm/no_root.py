"""Batch normalization."""

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mu = x.mean(axis=0)
    var = ((x - mu) ** 2).mean(axis=0)
    out = gamma * (x - mu) / np.sqrt(var + epsilon) + beta
    new_mean = momentum * running_mean + (1 - momentum) * mu
    new_var = momentum * running_var + (1 - momentum) * var
    return out, new_mean, new_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    # one affine map per feature: y = a x + c
    a = gamma / (running_var + epsilon)
    c = beta - a * running_mean
    return a * x + c


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    mu = x.mean(axis=0)
    root = np.sqrt(((x - mu) ** 2).mean(axis=0) + epsilon)
    xhat = (x - mu) / root
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dx = gamma / root * (dout - dout.mean(axis=0) - xhat * (dout * xhat).mean(axis=0))
    return dx, dgamma, dbeta
