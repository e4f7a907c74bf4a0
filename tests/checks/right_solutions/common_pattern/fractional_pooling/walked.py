"""A walk that meets a two with the right chance at every step; the pool compares the four corners of a region."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    alpha = n_in / n_out if n_out else 0
    if not 1 < alpha < 2:
        raise ValueError("the ratio must be between 1 and 2, but n_in=" + str(n_in) + " and n_out=" + str(n_out))
    boundaries = [0]
    for left in range(n_out, 0, -1):
        twos_left = n_in - boundaries[-1] - left
        boundaries.append(boundaries[-1] + (2 if rng.integers(left) < twos_left else 1))
    return np.asarray(boundaries, dtype=np.uint16)


def fractional_max_pool(x, rows, columns):
    top, bottom = x[:, rows[:-1]], x[:, rows[1:] - 1]
    tallest = np.where(top > bottom, top, bottom)
    return np.maximum(tallest[:, :, columns[:-1]], tallest[:, :, columns[1:] - 1])
