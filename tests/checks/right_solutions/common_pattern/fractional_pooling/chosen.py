"""Positions of the twos drawn as a subset; maxima by reduceat, one axis after the other."""

import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if n_in <= n_out or n_in >= 2 * n_out:
        raise ValueError(f"n_out = {n_out} is not possible here: n_in / n_out must lie strictly between 1 and 2")
    boundaries = np.arange(n_out + 1, dtype=np.int32)
    for place in rng.choice(n_out, size=n_in - n_out, replace=False):
        boundaries[place + 1 :] += 1
    return boundaries


def fractional_max_pool(x, rows, columns):
    along_height = np.maximum.reduceat(x, rows[:-1], axis=1)
    return np.maximum.reduceat(along_height, columns[:-1], axis=2)
