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
    m, v = np.mean(x, axis=0), np.var(x, axis=0)
    inv = 1 / np.sqrt(v + epsilon)
    x_hat = (x - m) * inv
    d_beta = np.einsum("nd->d", dout)
    d_gamma = np.einsum("nd,nd->d", dout, x_hat)
    d_xhat = dout * gamma
    d_x = d_xhat * inv
    return d_x, d_gamma, d_beta
