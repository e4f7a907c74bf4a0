"""Dropout on one layer."""

import itertools

import numpy as np


def _check_p(p):
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got p = {p}")


def vanilla_dropout(h, p, rng):
    if p <= 0 or p > 1:
        raise ValueError("p=%r is no probability of keeping" % (p,))
    unit_mask = np.asarray(rng.binomial(1, p, size=h.shape[-1:]))   # which units are on
    mask = np.zeros_like(h) + unit_mask.astype(h.dtype)
    return mask * h, mask


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
