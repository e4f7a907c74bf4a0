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
    m = np.asarray(mask, dtype=bool).mean(axis=0)
    dW = (x.T @ dout) * m
    dx = np.array([dout[i] @ (mask[i] * W).T for i in range(len(x))], dtype=x.dtype)
    db = np.add.reduce(dout, axis=0)
    return dx, dW, db
