"""A column at a time; the backward pass by the full Jacobian of one column."""

import math

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    out = np.empty_like(x)
    new_mean, new_var = running_mean.copy(), running_var.copy()
    for j in range(x.shape[1]):
        column = x[:, j].tolist()
        mean = math.fsum(column) / len(column)
        var = math.fsum((value - mean) ** 2 for value in column) / len(column)
        for i, value in enumerate(column):
            out[i, j] = gamma[j] * ((value - mean) / math.sqrt(var + epsilon)) + beta[j]
        new_mean[j] = momentum * new_mean[j] + (1 - momentum) * mean
        new_var[j] = momentum * new_var[j] + (1 - momentum) * var
    return out, new_mean, new_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    result = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            deviation = (x[i, j] - running_mean[j]) / (running_var[j] + epsilon) ** 0.5
            result[i, j] = deviation * gamma[j] + beta[j]
    return result


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    N, D = x.shape
    dx, dgamma, dbeta = np.zeros_like(x), np.zeros_like(gamma), np.zeros_like(gamma)
    for j in range(D):
        std = math.sqrt(float(x[:, j].var()) + epsilon)
        x_hat = (x[:, j] - x[:, j].mean()) / std
        # The slope of x_hat[i] with respect to x[k]; symmetric.
        jacobian = (np.eye(N) - 1 / N - np.outer(x_hat, x_hat) / N) / std
        dx[:, j] = gamma[j] * (jacobian @ dout[:, j])
        dgamma[j] = dout[:, j] @ x_hat
        dbeta[j] = sum(dout[:, j].tolist())
    return dx, dgamma, dbeta
