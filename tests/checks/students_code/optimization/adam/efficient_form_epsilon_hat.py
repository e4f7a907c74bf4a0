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
    t = state.t + 1
    m = state.first_moment + (1 - beta1) * (dx - state.first_moment)
    v = state.second_moment + (1 - beta2) * (dx * dx - state.second_moment)
    # fold both corrections into the rate
    alpha_t = learning_rate * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
    return x - alpha_t * m / (np.sqrt(v) + epsilon), AdamState(m, v, t)
