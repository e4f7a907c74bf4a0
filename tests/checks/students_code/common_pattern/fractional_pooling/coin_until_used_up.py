"""Fractional max pooling."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if n_in <= n_out or n_in >= 2 * n_out:
        raise ValueError(f"n_in = {n_in} does not fit n_out = {n_out}")
    twos = n_in - n_out
    ones = 2 * n_out - n_in
    edges = [0]
    while ones + twos > 0:
        if ones == 0:
            step = 2
        elif twos == 0:
            step = 1
        else:
            step = int(rng.integers(1, 3))
        if step == 2:
            twos -= 1
        else:
            ones -= 1
        edges.append(edges[-1] + step)
    return np.array(edges)


def fractional_max_pool(x, rows, columns):
    N, _, _, C = x.shape
    R, S = len(rows) - 1, len(columns) - 1
    out = np.empty((N, R, S, C), dtype=x.dtype)
    for i in range(R):
        for j in range(S):
            out[:, i, j] = x[:, rows[i] : rows[i + 1], columns[j] : columns[j + 1]].max(axis=(1, 2))
    return out
