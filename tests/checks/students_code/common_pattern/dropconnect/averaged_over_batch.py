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
    n = dout.shape[0]
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    for i in range(n):
        Wi = mask[i] * W
        dx[i] = Wi.dot(dout[i])
    dout /= n   # mean over the batch
    for i in range(n):
        dW += np.outer(x[i], dout[i]) * mask[i]
    return dx, dW, dout.sum(axis=0)
