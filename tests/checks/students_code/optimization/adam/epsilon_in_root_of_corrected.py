from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx**2
    return x - learning_rate * m / (np.sqrt(s) + epsilon), AdamState(m, s, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = state.t + 1
    v = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx**2
    v_corr = v / (1 - beta1**t)
    s_corr = s / (1 - beta2**t)
    return x - learning_rate * v_corr / np.sqrt(s_corr + epsilon), AdamState(v, s, t)
