import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not (n_out < n_in and n_in < 2 * n_out):
        raise ValueError(f"n_in must be between n_out and 2 n_out, got {n_in}")
    increments = np.repeat([1, 2], [2 * n_out - n_in, n_in - n_out])
    rng.shuffle(increments)
    return np.cumsum(increments)


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    out = np.empty((N, len(rows) - 1, len(columns) - 1, C), dtype=x.dtype)
    for i in range(len(rows) - 1):
        for j in range(len(columns) - 1):
            out[:, i, j] = x[:, rows[i]:rows[i + 1], columns[j]:columns[j + 1]].max(axis=(1, 2))
    return out
