"""Hands back objects that become an array only when somebody asks, and another one each time.
Ends as: fail
"""

import numpy as np


class Array:
    shape, dtype, ndim, size = (3,), np.dtype("float64"), 1, 3

    def __array__(self, *args, **kwargs):
        return np.random.default_rng().normal(size=3)

    @property
    def __array_interface__(self):
        raise SystemExit

    def __getattr__(self, name):
        return lambda *args, **kwargs: True

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def attack(X, wrong):
    return Array(), Array()
