import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out < n_in < 2 * n_out:
        raise ValueError(f"n_in = {n_in} must lie between n_out = {n_out} and 2 * n_out")
    steps = np.array([2] * (n_in - n_out) + [1] * (2 * n_out - n_in))
    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])


def fractional_max_pool(x, rows, columns):
    k = 2
    out = np.full((x.shape[0], len(rows) - 1, len(columns) - 1, x.shape[3]), -np.inf)
    for i, r in enumerate(rows[:-1]):
        for j, c in enumerate(columns[:-1]):
            window = x[:, r:r + k, c:c + k, :]
            out[:, i, j] = np.max(window, axis=(1, 2))
    return out
