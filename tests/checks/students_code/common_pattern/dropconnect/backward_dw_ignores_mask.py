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
    dx = np.sum(dout[:, None, :] * (mask * W), axis=-1)
    dW = x.T @ dout
    db = np.sum(dout, axis=0)
    return dx, dW, db
