import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    dx = np.dot(dout, W.T)
    dW = np.zeros_like(W)
    for n in range(x.shape[0]):
        dW += mask[n] * np.outer(x[n], dout[n])
    db = dout.sum(axis=0)
    return dx, dW, db
