import numpy as np


def dropconnect(x, W, b, p, rng):
    N, D = x.shape
    M = W.shape[1]
    keep = (rng.random((N, D, 1)) < p) & np.ones((1, 1, M), dtype=bool)
    out = np.einsum("nd,ndm,dm->nm", x, keep, W) + b
    return out.astype(x.dtype), keep


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * (x ** 2 @ W ** 2)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    dx = (dout[:, None, :] * mask * W).sum(axis=2)
    dW = (dout[:, None, :] * mask * x[:, :, None]).sum(axis=0)
    db = dout.sum(axis=0)
    return dx, dW, db
