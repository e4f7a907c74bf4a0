from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    n = state.t + 1
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx**2
    mh = m / (1 - beta1**n)
    sh = s / (1 - beta2**n)
    x = x - learning_rate * mh / (np.sqrt(sh) + epsilon)
    return x, state._replace(first_moment=m, second_moment=s)
