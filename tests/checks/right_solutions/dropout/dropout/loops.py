"""One unit after the other, in another order than NumPy's, and all masks as one matrix."""

from itertools import combinations

import numpy as np


def _draw(shape, p, rng):
    bits = np.zeros(shape, dtype=bool)
    for index in reversed(list(np.ndindex(*shape))):
        bits[index] = rng.random() < p
    return bits


def vanilla_dropout(h, p, rng):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p={p} must be above 0 and at most 1")
    mask = _draw(h.shape, p, rng)
    out = h.copy()
    out[~mask] = 0
    return out, mask.astype(np.int64)


def vanilla_dropout_predict(h, p):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p={p} must be above 0 and at most 1")
    out = h.copy()
    out *= p
    return out


def inverted_dropout(h, p, rng):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p={p} must be above 0 and at most 1")
    mask = np.zeros_like(h)
    mask[_draw(h.shape, p, rng)] = 1 / p
    out = h.copy()
    out *= mask
    return out, mask


def dropout_backward(dout, mask):
    dh = dout.copy()
    dh *= mask
    return dh


def expected_output(w, x, p):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p={p} must be above 0 and at most 1")
    n = x.shape[0]
    result = 0
    for k in range(n + 1):
        for kept in combinations(range(n), k):
            mask = np.zeros(n, dtype=x.dtype)
            mask[list(kept)] = 1
            result = result + p**k * (1 - p) ** (n - k) * (w * mask * x).sum()
    return np.float64(result)
