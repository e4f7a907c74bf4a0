"""A sample at a time, coins from integers and from a uniform law, masks of x's own dtype."""

import numpy as np


def dropconnect(x, W, b, p, rng):
    mask = np.zeros((x.shape[0], *W.shape), dtype=x.dtype)
    out = np.zeros((x.shape[0], W.shape[1]), dtype=x.dtype)
    for n in range(x.shape[0]):
        for m in reversed(range(W.shape[1])):
            total = float(b[m])
            for d in range(W.shape[0]):
                if rng.uniform() <= p:
                    mask[n, d, m] = 1
                    total += float(x[n, d]) * float(W[d, m])
            out[n, m] = total
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    terms = x[:, :, None] * W[None, :, :]
    mean = b + p * terms.sum(axis=1)
    mean_square_of_terms = p * terms**2
    var = (mean_square_of_terms - (p * terms) ** 2).sum(axis=1)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros(W.shape[1], dtype=W.dtype)
    for n in range(len(x)):
        kept = np.where(mask[n], W, 0)
        dx[n] = kept @ dout[n]
        step = np.outer(x[n], dout[n])
        step[mask[n] == 0] = 0
        dW += step
        db += dout[n]
    return dx, dW, db
