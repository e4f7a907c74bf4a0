"""Dropout on one layer."""

import itertools

import numpy as np


def _check_p(p):
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got p = {p}")


def vanilla_dropout(h, p, rng):
    if p < 0 or p > 1:
        raise ValueError(f"p = {p} outside (0, 1]")
    count = int(round(p * h.size))
    flat = np.zeros(h.size, dtype=h.dtype)
    flat[:count] = 1
    mask = rng.permutation(flat).reshape(h.shape)
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
    n = len(w)
    total = 0.0
    for bits in itertools.product([0, 1], repeat=n):
        k = sum(bits)
        total += p**k * (1 - p) ** (n - k) * float(np.dot(w, np.array(bits) * x))
    return total
