import numpy as np


def dropconnect(x, W, b, p, rng):
    N, D = x.shape
    M = W.shape[1]
    mask = (rng.random((N, D, M)) < p).astype(x.dtype)
    out = np.einsum("nd,ndm,dm->nm", x, mask, W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * (x ** 2 @ W ** 2)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum("nm,ndm,dm->nd", dout, z, W)
    dW = np.einsum("nd,nm,ndm->dm", x, dout, z)
    db = dout.mean(axis=0, keepdims=True)
    return dx, dW, db
