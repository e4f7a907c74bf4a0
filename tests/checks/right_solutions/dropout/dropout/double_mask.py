"""The lecture's line as it stands, with a float64 mask, and the result cast back; masks in one matrix."""

import numpy as np


def _valid(p):
    return 0 < p <= 1


def vanilla_dropout(h, p, rng):
    if not _valid(p):
        raise ValueError(f"invalid p: {p!r}")
    mask = (rng.random(h.shape) < p).astype("float64")
    return np.asarray(h * mask, dtype=h.dtype), mask


def vanilla_dropout_predict(h, p):
    if not _valid(p):
        raise ValueError(f"invalid p: {p!r}")
    return h - h * h.dtype.type(1 - p)


def inverted_dropout(h, p, rng):
    if not _valid(p):
        raise ValueError(f"invalid p: {p!r}")
    if p == 1:
        return h.copy(), np.ones(h.shape)
    mask = (rng.random(h.shape) < p) / p
    return (h * mask).astype(h.dtype), mask


def dropout_backward(dout, mask):
    return np.einsum("...,...->...", dout, mask.astype(dout.dtype))


def expected_output(w, x, p):
    if not _valid(p):
        raise ValueError(f"invalid p: {p!r}")
    n = len(x)
    masks = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    weights = np.where(masks, p, 1 - p).prod(axis=1)
    return float(weights @ (masks @ (w * x)))
