"""The corrections moved into rate and epsilon, and t counted by a NumPy integer."""

import math
from collections import namedtuple

import numpy as np

AdamState = namedtuple("AdamState", ["first_moment", "second_moment", "t"], defaults=[0.0, 0.0, 0])


def _collect(old, new, beta):
    return old + (1 - beta) * (new - old)


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = _collect(state.first_moment, dx, beta1)
    s = _collect(state.second_moment, dx**2, beta2)
    return x + -learning_rate * np.divide(m, epsilon + np.sqrt(s)), AdamState(m, s, np.int64(state.t) + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = np.int64(state.t + 1)
    m = _collect(state.first_moment, dx, beta1)
    s = _collect(state.second_moment, dx**2, beta2)
    full1 = 1 - math.pow(beta1, t)
    full2 = math.sqrt(1 - math.pow(beta2, t))
    rate = learning_rate * full2 / full1
    return x - rate * m / (np.sqrt(s) + epsilon * full2), AdamState(m, s, t)
