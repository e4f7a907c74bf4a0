from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = state.t + 1
    bc1 = 1 - beta1**t
    bc2 = 1 - beta2**t
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx**2
    numerator = bc1 * m
    denominator = np.sqrt(bc2 * s) + epsilon
    return x - learning_rate * numerator / denominator, AdamState(m, s, t)
