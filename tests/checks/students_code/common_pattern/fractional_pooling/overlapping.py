"""Fractional max pooling."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out < n_in < 2 * n_out:
        raise ValueError(f"n_in must lie between n_out = {n_out} and {2 * n_out}, got n_in = {n_in}")
    steps = np.ones(n_out, dtype=int)
    steps[: n_in - n_out] = 2
    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])


def fractional_max_pool(x, rows, columns):
    pooled_rows = []
    for top, bottom in zip(rows[:-1], rows[1:]):
        line = []
        for left, right in zip(columns[:-1], columns[1:]):
            window = x[:, top:bottom + 1, left:right + 1, :]
            line.append(window.max(axis=2).max(axis=1))
        pooled_rows.append(np.stack(line, axis=1))
    return np.stack(pooled_rows, axis=1)
