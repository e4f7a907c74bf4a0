from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m, v, t = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx**2
    mt = m / (1 - beta1**t)
    vt = v / (1 - beta2**t)
    x = x - learning_rate * mt / (np.sqrt(vt) + epsilon)
    return x, AdamState(m, v, t)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m, v, t = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * dx
    v = beta2 * v + (1 - beta2) * dx**2
    mt = m / (1 - beta1**t)
    vt = v / (1 - beta2**t)
    x = x - learning_rate * mt / (np.sqrt(vt) + epsilon)
    return x, AdamState(m, v, t)
