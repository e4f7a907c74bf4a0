"""Hands back an array that takes eight bytes here and eight terabytes when it is copied.
Ends as: error, memory, fail, timeout
"""

import numpy as np


def attack(X, wrong):
    return np.broadcast_to(0.0, (1_000_000, 1_000_000)), wrong[1]
