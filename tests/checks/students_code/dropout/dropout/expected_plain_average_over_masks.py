import itertools

import numpy as np


def vanilla_dropout(h, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')

    mask = rng.random(h.shape) < p
    return h * mask, mask


def vanilla_dropout_predict(h, p):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')
    return h * p


def inverted_dropout(h, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')

    mask = (rng.random(h.shape) < p).astype(h.dtype) / p
    return h * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


def expected_output(w, x, p):
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    outputs = []
    for m in itertools.product([0, 1], repeat=len(x)):
        outputs.append(np.dot(w, np.array(m) * x))
    return float(np.mean(outputs))
