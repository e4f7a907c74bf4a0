import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not n_out < n_in < 2 * n_out:
        raise ValueError(f"n_in = {n_in} must lie between n_out = {n_out} and 2 * n_out")
    steps = np.array([2] * (n_in - n_out) + [1] * (2 * n_out - n_in))
    return np.concatenate([[0], np.cumsum(rng.permutation(steps))])


def fractional_max_pool(x, rows, columns):
    y = np.maximum.reduceat(x, rows, axis=1)
    y = np.maximum.reduceat(y, columns, axis=2)
    return y
