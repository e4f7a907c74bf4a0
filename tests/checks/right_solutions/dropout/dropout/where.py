"""np.where instead of products, numeric masks, other draws, and an expectation by bits of an integer."""

import numpy as np


def _check(p):
    if p <= 0 or p > 1:
        raise ValueError(f"the keep probability p={p!r} is outside (0, 1]")


def vanilla_dropout(h, p, rng):
    _check(p)
    keep = rng.binomial(1, p, size=h.shape)
    return np.where(keep == 1, h, np.zeros_like(h)), np.asarray(keep)


def vanilla_dropout_predict(h, p):
    _check(p)
    return np.multiply(p, h)


def inverted_dropout(h, p, rng):
    _check(p)
    keep = rng.uniform(size=h.shape) >= 1 - p
    mask = np.where(keep, 1 / p, 0.0).astype(h.dtype)
    return np.where(keep, h / p, 0).astype(h.dtype), mask


def dropout_backward(dout, mask):
    return np.where(mask == 0, 0, dout * mask).astype(dout.dtype)


def expected_output(w, x, p):
    _check(p)
    n = len(w)
    total = 0.0
    for number in range(2**n):
        output, probability = 0.0, 1.0
        for i in range(n):
            kept = (number >> i) & 1
            probability *= p if kept else 1 - p
            output += float(w[i]) * float(x[i]) * kept
        total += probability * output
    return total
