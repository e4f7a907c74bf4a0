import numpy as np


def dropconnect(x, W, b, p, rng):
    n, m = x.shape[0], W.shape[1]
    unit = (rng.random((n, m)) < p).astype(x.dtype)
    mask = np.tile(unit[:, np.newaxis, :], (1, W.shape[0], 1))
    out = unit * np.dot(x, W) + b
    return out, mask


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
