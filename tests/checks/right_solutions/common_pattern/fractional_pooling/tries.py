"""Coins, thrown until they sum up; the pool is a Python loop over pixels."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out + 1 <= n_in <= 2 * n_out - 1:
        raise ValueError(f"n_in={n_in} does not fit")
    twos = (n_in - n_out) / n_out
    while True:
        steps = 1 + (rng.random(n_out) < twos)
        if steps.sum() == n_in:
            return np.insert(steps.cumsum(), 0, 0)


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    out = np.full((N, len(rows) - 1, len(columns) - 1, C), -np.inf, dtype=x.dtype)
    for h in range(H):
        i = np.searchsorted(rows, h, side="right") - 1
        for w in range(W):
            j = np.searchsorted(columns, w, side="right") - 1
            out[:, i, j] = np.maximum(out[:, i, j], x[:, h, w])
    return out
