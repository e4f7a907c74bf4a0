"""Hands back NaN and infinity, which spoil careless comparisons.
Ends as: fail
"""

import numpy as np


def attack(X, wrong):
    number = np.nan if X.shape[0] % 2 else np.inf
    return np.full_like(wrong[0], number), np.full_like(wrong[1], -number)
