"""DropConnect: every sample goes through a layer of which single weights, not whole units, are dropped."""

import numpy as np


def dropconnect(
    x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A fully connected layer in training: each sample keeps each weight with probability p."""
    N, D = x.shape
    M = W.shape[1]
    mask = (rng.random((N, D, M)) < p).astype(x.dtype)
    out = np.einsum('nd,ndm,dm->nm', x, mask, W) + b
    return out, mask


def dropconnect_predict_moments(x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance, over all masks, of what `dropconnect` gives."""
    terms = x[:, :, None] * W[None]
    mean = terms.sum(axis=1) * p + b
    var = (terms ** 2).sum(axis=1) * (p * (1 - p))
    return mean, var


def dropconnect_backward(
    dout: np.ndarray, x: np.ndarray, W: np.ndarray, mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `dropconnect`, with the mask of the forward pass."""
    dx = np.einsum('nm,ndm,dm->nd', dout, mask.astype(x.dtype), W)
    dW = (x.T @ dout) * mask[0]
    db = dout.sum(axis=0)
    return dx, dW, db
