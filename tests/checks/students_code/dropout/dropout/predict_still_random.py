import numpy as np


def vanilla_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def vanilla_dropout_predict(h, p):
    if p <= 0 or p > 1:
        raise ValueError("p out of range: %r" % p)
    m = np.random.random_sample(h.shape) < p
    return np.array(h * m, dtype=h.dtype)


def inverted_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropout_backward(dout, mask):
    # YOUR CODE HERE
    raise NotImplementedError()


def expected_output(w, x, p):
    # YOUR CODE HERE
    raise NotImplementedError()
