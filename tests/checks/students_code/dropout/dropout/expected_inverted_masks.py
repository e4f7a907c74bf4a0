from itertools import product

import numpy as np


def vanilla_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def vanilla_dropout_predict(h, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def inverted_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropout_backward(dout, mask):
    # YOUR CODE HERE
    raise NotImplementedError()


def expected_output(w, x, p):
    e = 0.0
    for z in product((0.0, 1.0), repeat=w.size):
        z = np.asarray(z)
        pr = np.prod(np.where(z == 1, p, 1 - p))
        e += pr * np.dot(w, (z / p) * x)
    return e
