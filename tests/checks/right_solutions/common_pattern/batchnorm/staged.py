"""Second moments instead of centred ones, powers instead of roots, and a backward pass node by node."""

import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    batch_mean = np.einsum("nd->d", x) / x.shape[0]
    batch_var = np.maximum(np.mean(np.square(x), axis=0) - np.square(batch_mean), 0)
    scale = gamma * (batch_var + epsilon) ** -0.5
    out = x * scale + (beta - batch_mean * scale)
    running_mean = running_mean + (1 - momentum) * (batch_mean - running_mean)
    running_var = running_var - (1 - momentum) * (running_var - batch_var)
    return out, running_mean, running_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    scale = gamma / np.sqrt(running_var + epsilon)
    return x * scale + (beta - running_mean * scale)


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    n = x.shape[0]
    centred = x - np.mean(x, axis=0)
    var = np.mean(centred**2, axis=0)
    inverse = 1 / np.sqrt(var + epsilon)
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * centred * inverse, axis=0)
    dx_hat = dout * gamma
    dvar = np.sum(dx_hat * centred, axis=0) * -0.5 * (var + epsilon) ** -1.5
    dmean = np.sum(-dx_hat * inverse, axis=0) + dvar * np.mean(-2 * centred, axis=0)
    dx = dx_hat * inverse + dvar * 2 * centred / n + dmean / n
    return dx, dgamma, dbeta
