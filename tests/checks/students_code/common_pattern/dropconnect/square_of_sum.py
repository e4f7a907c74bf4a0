"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = rng.random((x.shape[0],) + W.shape) < p
    out = np.einsum("nd,ndm->nm", x, mask * W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    activation = np.dot(x, W)
    mean = activation * p + b
    var = (activation ** 2) * p * (1 - p)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm->nd", dout, z * W)
    dW = np.einsum("nm,ndm,nd->dm", dout, z, x)
    return dx, dW, dout.sum(axis=0)
