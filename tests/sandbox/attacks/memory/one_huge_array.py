"""Asks NumPy for eight terabytes.
Ends as: memory
"""

import numpy as np


def attack(X, wrong):
    return np.ones(10**12), np.ones(10**12)
