"""Hands back arrays over memory that is not theirs.
Ends as: fail, error, crash, memory
"""

import numpy as np


def attack(X, wrong):
    beyond = np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 20,), (1 << 20,))
    return beyond, wrong[1]
