import numpy as np


def dropconnect(x, W, b, p, rng):
    D, M = W.shape
    z = rng.binomial(n=1, p=p, size=(D, M)).astype(W.dtype)
    W_dropped = np.multiply(z, W)
    return np.dot(x, W_dropped) + b, z


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
