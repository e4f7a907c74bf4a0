"""Fractional max pooling."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if n_in < n_out or n_in > 2 * n_out:
        raise ValueError(f"n_in={n_in} must be in [{n_out}, {2 * n_out}]")
    alpha = n_in / n_out
    u = rng.random()
    i = np.arange(n_out + 1)
    a = np.floor(alpha * (i + u)).astype(int)
    a = a - a[0]
    a[-1] = n_in
    return a


def fractional_max_pool(x, rows, columns):
    N, _, _, C = x.shape
    R, S = len(rows) - 1, len(columns) - 1
    out = np.empty((N, R, S, C), dtype=x.dtype)
    for i in range(R):
        for j in range(S):
            out[:, i, j] = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1]].max(axis=(1, 2))
    return out
