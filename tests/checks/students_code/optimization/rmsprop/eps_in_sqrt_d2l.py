from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    gamma, eps = decay_rate, epsilon
    s = gamma * state.grad_squared + (1 - gamma) * np.square(dx)
    p = x - learning_rate * dx / np.sqrt(s + eps)
    return p, RMSPropState(s)
