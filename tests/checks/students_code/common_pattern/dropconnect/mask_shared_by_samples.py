"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    N = x.shape[0]
    keep = rng.random(W.shape) < p
    thinned = np.where(keep, W, np.zeros_like(W))
    out = x.dot(thinned) + b
    mask = np.tile(keep, (N, 1, 1))
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * ((x * x) @ (W * W))
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm->nd", dout, z * W)
    dW = np.einsum("nm,ndm,nd->dm", dout, z, x)
    return dx, dW, dout.sum(axis=0)
