"""Hands back objects that say they are arrays, floats and tuples when asked for their class.
Ends as: fail, error, crash
"""

import numpy as np


def pretender(kind):
    class Pretender:
        __class__ = property(lambda self: kind)

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 0

    return Pretender()


def attack(X, wrong):
    if X.shape[0] % 2:
        return pretender(tuple)
    return pretender(np.ndarray), pretender(np.float64)
