"""DropConnect: every sample goes through a layer of which single weights, not whole units, are dropped."""

import numpy as np


def dropconnect(
    x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A fully connected layer in training: each sample keeps each weight with probability p."""
    mask = rng.random((len(x), *W.shape)) < p
    out = np.einsum("nd,ndm->nm", x, mask * W) + b
    return out, mask


def dropconnect_predict_moments(x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance, over all masks, of what `dropconnect` gives."""
    return p * (x @ W) + b, p * (1 - p) * (x**2 @ W**2)


def dropconnect_backward(
    dout: np.ndarray, x: np.ndarray, W: np.ndarray, mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss through `dropconnect`, with the mask of the forward pass."""
    gate = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm,md->nd", dout, gate, W)
    dW = np.einsum("nm,ndm,nd->dm", dout, gate, x)
    db = np.einsum("nm->m", dout)
    return dx, dW, db
