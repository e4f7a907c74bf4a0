import numpy as np


def dropconnect(x, W, b, p, rng):
    N = x.shape[0]
    D, M = W.shape
    mask = np.ones((N, D, M), dtype=x.dtype)
    mask[rng.random((N, D, M)) < p] = 0
    out = np.zeros((N, M), dtype=x.dtype)
    for i in range(N):
        out[i] = x[i] @ (mask[i] * W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
