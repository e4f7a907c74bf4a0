import numpy as np


def vanilla_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def vanilla_dropout_predict(h, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def inverted_dropout(h, p, rng):
    D = rng.random(h.shape)
    D = (D < p).astype(h.dtype)
    A = np.multiply(h, D)
    return A, D


def dropout_backward(dout, mask):
    # YOUR CODE HERE
    raise NotImplementedError()


def expected_output(w, x, p):
    # YOUR CODE HERE
    raise NotImplementedError()
