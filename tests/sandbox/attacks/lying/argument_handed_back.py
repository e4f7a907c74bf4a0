"""Hands back its own argument, reshaped and reinterpreted, with its flags and strides turned around.
Ends as: fail, error
"""

import numpy as np


def attack(X, wrong):
    flat = np.lib.stride_tricks.as_strided(X, (X.shape[1],), (-X.strides[1],))
    return flat, X[::-1, 0][:0]
