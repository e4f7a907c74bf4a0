import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    out = gamma * (x - mu) / np.sqrt(var + epsilon) + beta
    running_mean = momentum * running_mean + (1 - momentum) * mu
    running_var = momentum * running_var + (1 - momentum) * var
    cache = (running_mean, running_var)
    return out, cache


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    inv_std = 1 / np.sqrt(running_var + epsilon)
    x_hat = (x - running_mean) * inv_std
    return gamma * x_hat + beta


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    N = x.shape[0]
    xmu = x - np.mean(x, axis=0)
    ivar = 1.0 / np.sqrt(np.mean(xmu ** 2, axis=0) + epsilon)
    xhat = xmu * ivar
    dgamma = np.sum(dout * xhat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx = gamma * ivar / N * (N * dout - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta
