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
    lr_t = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    m_t = (beta1 * state.first_moment) + (1 - beta1) * dx
    v_t = (beta2 * state.second_moment) + (1 - beta2) * np.square(dx)
    p_t = x - lr_t * m_t / (np.sqrt(v_t) + epsilon)
    return p_t, AdamState(m_t, v_t, t)
