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
    std = np.sqrt(x.var(axis=0) + epsilon)
    x_hat = (x - x.mean(axis=0)) / std
    dx_hat = dout * gamma
    return dx_hat / std, np.sum(dout * x_hat, axis=0), np.sum(dout, axis=0)
