"""Adam."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    """Both moments and the number of steps."""

    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    x, dx = np.asarray(x, dtype=np.float64), np.asarray(dx, dtype=np.float64)
    momentum = beta2 * state.first_moment + (1 - beta2) * dx
    rms = beta1 * state.second_moment + (1 - beta1) * dx**2
    step = momentum / (np.sqrt(rms) + epsilon)
    return x - learning_rate * step, AdamState(momentum, rms, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = state.t + 1
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx * dx
    m_hat = m / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    x = x - learning_rate * m_hat / (np.sqrt(s_hat) + epsilon)
    return x, AdamState(m, s, t)
