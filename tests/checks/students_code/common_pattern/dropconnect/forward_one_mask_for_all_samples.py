import numpy as np


def dropconnect(x, W, b, p, rng):
    M = (rng.random(W.shape) < p).astype(W.dtype)
    out = x @ (W * M) + b
    mask = np.repeat(M[None, :, :], x.shape[0], axis=0)
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    mean = p * (x @ W) + b
    var = p * (1 - p) * (x ** 2 @ W ** 2)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    dx = (dout[:, None, :] * mask * W).sum(axis=2)
    dW = (dout[:, None, :] * mask * x[:, :, None]).sum(axis=0)
    db = dout.sum(axis=0)
    return dx, dW, db
