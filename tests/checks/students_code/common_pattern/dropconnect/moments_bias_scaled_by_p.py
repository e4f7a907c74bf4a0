import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = rng.random((x.shape[0],) + W.shape) < p
    masked = mask * W
    out = (x[:, :, None] * masked).sum(axis=1) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    pre_activation = x @ W + b
    mean = p * pre_activation
    var = p * (1 - p) * np.dot(np.square(x), np.square(W))
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum('nm,ndm,dm->nd', dout, z, W)
    dW = np.einsum('nm,ndm,nd->dm', dout, z, x)
    return dx, dW, np.sum(dout, axis=0)
