import numpy as np


def dropconnect(x, W, b, p, rng):
    N, D = x.shape
    M = W.shape[1]
    mask_w = (rng.random((N, D, M)) < p).astype(x.dtype)
    mask_b = (rng.random((N, M)) < p).astype(x.dtype)
    out = np.sum(x[..., None] * mask_w * W[None], axis=1) + mask_b * b
    return out, mask_w


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * (x ** 2 @ W ** 2)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    dx = (dout[:, None, :] * mask * W).sum(axis=2)
    dW = (dout[:, None, :] * mask * x[:, :, None]).sum(axis=0)
    db = dout.sum(axis=0)
    return dx, dW, db
