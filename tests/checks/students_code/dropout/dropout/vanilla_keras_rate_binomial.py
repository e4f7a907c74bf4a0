import numpy as np


def vanilla_dropout(h, p, rng):
    rate = p
    keep_prob = 1 - rate
    mask = rng.binomial(1, keep_prob, size=h.shape)
    out = np.where(mask == 1, h, np.zeros_like(h))
    return out, mask


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
    # YOUR CODE HERE
    raise NotImplementedError()
