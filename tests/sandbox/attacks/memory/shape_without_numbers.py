"""Hands back an empty array with an enormous shape.
Ends as: fail
"""

import numpy as np


def attack(X, wrong):
    return np.empty((0, 1 << 40)), np.empty((1 << 40, 0))
