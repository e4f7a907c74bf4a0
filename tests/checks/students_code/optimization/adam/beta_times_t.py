from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t1 = state.t + 1
    fm = beta1 * state.first_moment + (1 - beta1) * dx
    sm = beta2 * state.second_moment + (1 - beta2) * dx**2
    return x - learning_rate * fm / (sm**0.5 + epsilon), AdamState(fm, sm, t1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t1 = state.t + 1
    fm = beta1 * state.first_moment + (1 - beta1) * dx
    sm = beta2 * state.second_moment + (1 - beta2) * dx**2
    fm_c = fm / (1 - beta1 * t1)
    sm_c = sm / (1 - beta2 * t1)
    return x - learning_rate * fm_c / (sm_c**0.5 + epsilon), AdamState(fm, sm, t1)
