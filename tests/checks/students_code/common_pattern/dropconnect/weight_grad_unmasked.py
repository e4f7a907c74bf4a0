"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = rng.random((x.shape[0],) + W.shape) < p
    out = np.einsum("nd,ndm->nm", x, mask * W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * ((x * x) @ (W * W))
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    effective = mask * W                                  # (N, D, M)
    dx = np.matmul(effective, dout[:, :, None])[:, :, 0]
    dW = np.dot(x.T, dout)
    db = np.sum(dout, axis=0)
    return dx.astype(x.dtype), dW, db
