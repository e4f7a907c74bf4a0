import numpy as np


def vanilla_dropout(h, p, rng):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p={p} not in (0, 1]")
    feature_mask = rng.random(h.shape[-1:]) < p
    mask = np.broadcast_to(feature_mask, h.shape).copy()
    return np.where(mask, h, h.dtype.type(0)), mask


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
