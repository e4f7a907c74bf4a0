"""DropConnect: every sample goes through a layer of which single weights, not whole units, are dropped."""

import numpy as np


def dropconnect(
    x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A fully connected layer in training: each sample keeps each weight with probability p."""
    N, M = x.shape[0], W.shape[1]
    mask = (rng.random((N,) + W.shape) < p).astype(x.dtype)
    b_mask = (rng.random((N, M)) < p).astype(x.dtype)
    out = (x[:, :, None] * mask * W).sum(axis=1) + b * b_mask
    return out, mask


def dropconnect_predict_moments(x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance, over all masks, of what `dropconnect` gives."""
    mean = p * (x @ W) + b
    var = p * (1 - p) * ((x ** 2) @ (W ** 2))
    return mean, var


def dropconnect_backward(
    dout: np.ndarray, x: np.ndarray, W: np.ndarray, mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `dropconnect`, with the mask of the forward pass."""
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    for n in range(x.shape[0]):
        Wn = W * mask[n]
        dx[n] = Wn @ dout[n]
        dW += np.outer(x[n], dout[n]) * mask[n]
    db = np.sum(dout, axis=0)
    return dx, dW, db
