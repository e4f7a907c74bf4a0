import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    mean = x @ W + b
    q = 1 - p
    var = p * q * np.einsum("nd,dm->nm", x * x, W * W)
    return mean, var


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
