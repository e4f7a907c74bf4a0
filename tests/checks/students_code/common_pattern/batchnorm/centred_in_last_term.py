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
    mean = x.mean(axis=0)
    var = x.var(axis=0)
    out = gamma * (x - mean) / np.sqrt(var + epsilon) + beta
    new_mean = momentum * running_mean + (1 - momentum) * mean
    new_var = momentum * running_var + (1 - momentum) * var
    return out, new_mean, new_var


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
    return gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta


def batchnorm_backward(
    dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, *, epsilon: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `batchnorm_train`."""
    centred = x - x.mean(axis=0)
    sigma = np.sqrt(x.var(axis=0) + epsilon)
    x_hat = centred / sigma
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = dout.sum(axis=0)
    N = len(x)
    dx = gamma / sigma * (dout - dbeta / N - centred * dgamma / N)
    return dx, dgamma, dbeta
