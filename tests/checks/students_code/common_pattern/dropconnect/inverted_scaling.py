"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    shape = (len(x), W.shape[0], W.shape[1])
    mask = (rng.random(shape) < p).astype(W.dtype)
    Wz = mask * W[None, :, :]
    pre = np.matmul(x[:, None, :], Wz)[:, 0, :]
    return pre / p + b, mask


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * ((x * x) @ (W * W))
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm->nd", dout, z * W)
    dW = np.einsum("nm,ndm,nd->dm", dout, z, x)
    return dx, dW, dout.sum(axis=0)
