from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    a, b = 1 - beta1, 1 - beta2
    m = beta1 * state.first_moment + a * dx
    s = beta2 * state.second_moment + b * dx**2
    m_dach, s_dach = m / a, s / b
    x = x - learning_rate * m_dach / (np.sqrt(s_dach) + epsilon)
    return x, state._replace(first_moment=m, second_moment=s)
