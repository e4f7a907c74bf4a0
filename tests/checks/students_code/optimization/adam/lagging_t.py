"""Adam."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    """Both moments and the number of steps."""

    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx * dx
    x = x - learning_rate * m / (np.sqrt(s) + epsilon)
    return x, AdamState(m, s, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m, v, t = state
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * (dx**2)
    power = max(t, 1)  # t = 0 would divide by zero
    mhat = m / (1 - beta1**power)
    vhat = v / (1 - beta2**power)
    x = x - learning_rate * mhat / (np.sqrt(vhat) + epsilon)
    t = t + 1
    return x, AdamState(m, v, t)
