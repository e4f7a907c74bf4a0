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
    return gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    N, D = x.shape
    mu = np.sum(x, axis=0) / N
    xc = x - mu
    var = np.sum(xc**2, axis=0) / N
    std = np.sqrt(var + epsilon)
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xc / std, axis=0)
    # backprop node by node
    dxhat = dout * gamma
    dvar = -np.sum(dxhat * xc, axis=0) / std**3
    dmu = -np.sum(dxhat, axis=0) / std
    dx = dxhat / std + dvar * 2 * xc / N + dmu / N
    return dx, dgamma, dbeta
