import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def max_segments(a, bounds, axis):
    pieces = np.split(a, bounds[1:-1], axis=axis)
    return np.stack([p.max(axis=axis) for p in pieces], axis=axis)


def fractional_max_pool(x, rows, columns):
    x = x.astype(float)
    x = max_segments(x, rows, 1)
    x = max_segments(x, rows, 2)
    return x
