import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    contributions = x[:, :, None] * W[None, :, :]
    mean = (p * contributions).sum(axis=1) + b
    var = (p * contributions ** 2).sum(axis=1)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
