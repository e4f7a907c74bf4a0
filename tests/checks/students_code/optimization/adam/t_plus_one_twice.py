from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()


def bias_correct(moment, beta, t):
    # t counts from 0
    return moment / (1 - beta ** (t + 1))


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = state.t + 1
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx**2
    x = x - learning_rate * bias_correct(m, beta1, t) / (np.sqrt(bias_correct(s, beta2, t)) + epsilon)
    return x, AdamState(m, s, t)
