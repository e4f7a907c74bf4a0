"""Turns all global states that numbers depend on: random numbers, error handling, floating-point rounding.
Ends as: fail, error
"""

import ctypes
import locale
import random

import numpy as np

FE_UPWARD = 0x800


def attack(X, wrong):
    random.seed(0)
    np.random.seed(0)
    np.random.default_rng = lambda *args: np.random
    np.seterr(all="raise")
    np.set_printoptions(threshold=0, precision=0)
    locale.setlocale(locale.LC_ALL, "")
    ctypes.CDLL("libm.so.6").fesetround(FE_UPWARD)
    return wrong
