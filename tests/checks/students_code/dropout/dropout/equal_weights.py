"""Dropout on one layer."""

import itertools

import numpy as np


def _check_p(p):
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got p = {p}")


def vanilla_dropout(h, p, rng):
    _check_p(p)
    mask = rng.random(np.shape(h)) < p
    return h * mask, mask


def vanilla_dropout_predict(h, p):
    _check_p(p)
    return h * p


def inverted_dropout(h, p, rng):
    _check_p(p)
    mask = (rng.random(np.shape(h)) < p).astype(h.dtype) / p
    return h * mask, mask


def dropout_backward(dout, mask):
    return (dout * mask).astype(dout.dtype)


def expected_output(w, x, p):
    _check_p(p)
    n = w.shape[0]
    outputs = []
    for code in range(2**n):
        mask = np.array([(code >> i) & 1 for i in range(n)])
        outputs.append(float(np.sum(w * mask * x)))
    return sum(outputs) / len(outputs)
