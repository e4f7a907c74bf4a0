import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    x_hat = (x - mu) / np.sqrt(var + epsilon)
    out = gamma * x_hat + beta
    running_mean = momentum * running_mean + (1 - momentum) * mu
    running_var = momentum * running_var + (1 - momentum) * var
    return out, running_mean, running_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    inv_std = 1 / np.sqrt(running_var + epsilon)
    x_hat = (x - running_mean) * inv_std
    return gamma * x_hat + beta


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    N, D = x.shape
    mu = 1. / N * np.sum(x, axis=0)
    xmu = x - mu
    sqrtvar = np.sqrt(1. / N * np.sum(xmu ** 2, axis=0) + epsilon)
    ivar = 1. / sqrtvar
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xmu * ivar, axis=0)
    dxhat = dout * gamma
    dx1 = dxhat * ivar
    dmu = -1 * np.sum(dx1, axis=0)
    dx2 = 1. / N * np.ones_like(x) * dmu
    dx = dx1 + dx2
    return dx, dgamma, dbeta
