import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = rng.random((x.shape[0],) + W.shape) < p
    masked = mask * W
    out = (x[:, :, None] * masked).sum(axis=1) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    z = np.dot(x, W)
    mean = p * z + b
    var = p * (1 - p) * z ** 2
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    z = mask.astype(x.dtype)
    dx = np.einsum('nm,ndm,dm->nd', dout, z, W)
    dW = np.einsum('nm,ndm,nd->dm', dout, z, x)
    return dx, dW, np.sum(dout, axis=0)
