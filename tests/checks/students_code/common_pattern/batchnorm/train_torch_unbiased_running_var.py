import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mu = np.mean(x, axis=0)
    var = np.var(x, axis=0)
    unbiased = np.var(x, axis=0, ddof=1)
    xhat = (x - mu) / np.sqrt(var + epsilon)
    running_mean = momentum * running_mean + (1 - momentum) * mu
    running_var = momentum * running_var + (1 - momentum) * unbiased
    return gamma * xhat + beta, running_mean, running_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    return gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    mu, var = x.mean(axis=0), x.var(axis=0)
    inv = 1 / np.sqrt(var + epsilon)
    x_hat = (x - mu) * inv
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma * inv * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))
    return dx, dgamma, dbeta
