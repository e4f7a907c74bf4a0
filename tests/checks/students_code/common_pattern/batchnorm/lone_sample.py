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
    mu, var = x.mean(axis=0), x.var(axis=0)
    new_mean = momentum * running_mean + (1 - momentum) * mu
    new_var = momentum * running_var + (1 - momentum) * var
    if len(x) == 1:  # one sample has no spread
        mu, var = running_mean, running_var
    out = gamma * (x - mu) / np.sqrt(var + epsilon) + beta
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
    """Normalize with the running statistics."""
    return gamma * ((x - running_mean) / np.sqrt(running_var + epsilon)) + beta


def batchnorm_backward(
    dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, *, epsilon: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `batchnorm_train`."""
    n = len(x)
    mu = x.mean(axis=0)
    root = np.sqrt(np.mean((x - mu) ** 2, axis=0) + epsilon)
    x_hat = (x - mu) / root
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / root * (dout - dbeta / n - x_hat * (dgamma / n))
    return dx, dgamma, dbeta
