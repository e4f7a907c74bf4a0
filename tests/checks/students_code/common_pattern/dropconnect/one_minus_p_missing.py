"""DropConnect."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = rng.random((x.shape[0],) + W.shape) < p
    out = np.einsum("nd,ndm->nm", x, mask * W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    mu = x.dot(p * W) + b
    sigma2 = np.square(x).dot(p * np.square(W))
    return mu, sigma2


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm->nd", dout, z * W)
    dW = np.einsum("nm,ndm,nd->dm", dout, z, x)
    return dx, dW, dout.sum(axis=0)
