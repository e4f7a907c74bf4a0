import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    z = mask[0].astype(x.dtype)
    Wm = W * z
    dx = dout @ Wm.T
    dW = (x.T @ dout) * z
    db = dout.sum(axis=0)
    return dx, dW, db
