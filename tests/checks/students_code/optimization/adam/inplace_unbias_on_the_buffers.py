from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * state.first_moment + (1 - beta1) * dx
    v = beta2 * state.second_moment + (1 - beta2) * dx**2
    return x - learning_rate * m / (np.sqrt(v) + epsilon), AdamState(m, v, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    step = state.t + 1
    exp_avg = beta1 * state.first_moment + (1 - beta1) * dx
    exp_avg_sq = beta2 * state.second_moment + (1 - beta2) * dx**2
    exp_avg /= 1 - beta1**step
    exp_avg_sq /= 1 - beta2**step
    denom = np.sqrt(exp_avg_sq) + epsilon
    return x - learning_rate * exp_avg / denom, (exp_avg, exp_avg_sq, step)
