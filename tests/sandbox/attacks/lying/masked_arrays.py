"""Hands back masked arrays in which everything is masked, and so never differs.
Ends as: fail
"""

import numpy as np


def attack(X, wrong):
    return tuple(np.ma.masked_all_like(array) for array in wrong)
