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
    step_no = state.t + 1
    first = np.add(beta1 * state.first_moment, (1 - beta1) * dx)
    second = np.add(beta2 * state.second_moment, (1 - beta2) * dx * dx)
    # undo the bias towards zero
    first = first / (1 - np.power(beta1, step_no).item())
    second = second / (1 - np.power(beta2, step_no).item())
    new_x = x - learning_rate * first / (np.sqrt(second) + epsilon)
    return new_x, AdamState(first_moment=first, second_moment=second, t=step_no)
