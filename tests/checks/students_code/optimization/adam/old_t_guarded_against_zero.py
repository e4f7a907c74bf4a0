from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * state.first_moment + (1 - beta1) * dx
    v = beta2 * state.second_moment + (1 - beta2) * dx * dx
    return x - learning_rate * m / (np.sqrt(v) + epsilon), AdamState(m, v, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m = beta1 * state.first_moment + (1 - beta1) * dx
    v = beta2 * state.second_moment + (1 - beta2) * dx * dx
    m_hat, v_hat = m, v
    if state.t > 0:  # avoid division by zero
        m_hat = m / (1 - np.power(beta1, state.t))
        v_hat = v / (1 - np.power(beta2, state.t))
    return x - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), AdamState(m, v, state.t + 1)
