"""Batch normalization: a batch's own mean and variance in training, running ones at test time."""

import numpy as np


def batchnorm_train(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    *,
    momentum: float = 0.9,
    epsilon: float = 1e-5,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalize every feature over the batch, and keep running statistics for test time."""
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    running_mean = momentum * running_mean + (1 - momentum) * mu
    running_var = momentum * running_var + (1 - momentum) * var
    x_hat = (x - running_mean) / np.sqrt(running_var + epsilon)
    return gamma * x_hat + beta, running_mean, running_var


def batchnorm_predict(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    *,
    epsilon: float = 1e-5,
) -> np.ndarray:
    """Normalize with the running statistics: at test time no sample depends on its neighbours."""
    inv = 1.0 / np.sqrt(running_var + epsilon)
    out = np.empty_like(x)
    for i in range(len(x)):
        out[i] = (x[i] - running_mean) * inv * gamma + beta
    return out


def batchnorm_backward(
    dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, *, epsilon: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `batchnorm_train`."""
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    inv = 1 / np.sqrt(var + epsilon)
    xh = (x - mu) * inv
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xh).sum(axis=0)
    N = x.shape[0]
    dx = gamma * inv * (dout - dbeta / N - xh * dgamma / N)
    return dx, dgamma, dbeta
