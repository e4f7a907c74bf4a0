"""Batched matrix products, binomial draws of integers, and drawing with the samples last."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    D, M = W.shape
    mask = np.moveaxis(rng.binomial(1, p, size=(M, D, len(x))), (0, 1, 2), (2, 1, 0)).astype(np.int8)
    weights = W * mask
    return (x[:, None, :] @ weights)[:, 0, :] + b, mask


def dropconnect_predict_moments(x, W, b, p):
    return x @ (p * W) + b, np.square(x) @ (np.square(W) * (p - p * p))


def dropconnect_backward(dout, x, W, mask):
    dweights = x[:, :, None] * dout[:, None, :]
    dW = np.where(mask, dweights, 0).sum(axis=0)
    dx = np.matmul(W * mask.astype(W.dtype), dout[:, :, None]).squeeze(-1)
    return dx, dW, np.ones(len(dout), dtype=dout.dtype) @ dout
