import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_backward(dout, x, W, mask):
    N, D = x.shape
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    for n in range(N):
        for d in range(D):
            dx[n, d] = np.sum(dout[n] * mask[n, d] * W[d])
            dW[d] += dout[n] * mask[d, n] * x[n, d]
    db = dout.sum(axis=0)
    return dx, dW, db
