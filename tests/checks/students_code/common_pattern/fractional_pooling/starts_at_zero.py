"""Fractional max pooling."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out < n_in < 2 * n_out:
        raise ValueError(f"n_in must lie between n_out = {n_out} and {2 * n_out}, got n_in = {n_in}")
    steps = np.ones(n_out, dtype=int)
    steps[: n_in - n_out] = 2
    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])


def fractional_max_pool(x, rows, columns):
    n, H, W, c = x.shape
    result = np.zeros((n, len(rows) - 1, len(columns) - 1, c), dtype=x.dtype)
    for i in range(len(rows) - 1):
        for j in range(len(columns) - 1):
            best = result[:, i, j, :]
            for r in range(rows[i], rows[i + 1]):
                for q in range(columns[j], columns[j + 1]):
                    best = np.maximum(best, x[:, r, q, :])
            result[:, i, j, :] = best
    return result
