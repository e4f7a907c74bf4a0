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
    if p <= 0:
        raise ValueError(f"p = {p}")
    n = len(x)
    expectation = 0.0
    for code in range(2**n - 1):
        probability = 1.0
        activation = 0.0
        for i in range(n):
            if code & (1 << i):
                probability *= p
                activation += float(w[i]) * float(x[i])
            else:
                probability *= 1 - p
        expectation += probability * activation
    return expectation
