"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    n, d = x.shape
    m = W.shape[1]
    on = rng.uniform(size=(n, d, 1)) < p
    mask = np.repeat(on, m, axis=2)
    out = np.empty((n, m), dtype=x.dtype)
    for i in range(n):
        out[i] = np.dot(x[i], W * mask[i]) + b
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
