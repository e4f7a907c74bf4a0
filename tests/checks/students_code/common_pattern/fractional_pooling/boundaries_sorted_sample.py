import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out < n_in <= 2 * n_out:
        raise ValueError("n_in=%d is not between %d and %d" % (n_in, n_out, 2 * n_out))
    inner = rng.choice(np.arange(1, n_in), size=n_out - 1, replace=False)
    return np.concatenate(([0], np.sort(inner), [n_in]))


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    out = np.empty((N, len(rows) - 1, len(columns) - 1, C), dtype=x.dtype)
    for i in range(len(rows) - 1):
        for j in range(len(columns) - 1):
            out[:, i, j] = x[:, rows[i]:rows[i + 1], columns[j]:columns[j + 1]].max(axis=(1, 2))
    return out
