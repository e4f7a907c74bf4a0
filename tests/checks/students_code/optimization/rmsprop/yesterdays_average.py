from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    r_t = state.grad_squared
    r_t1 = decay_rate * r_t + (1 - decay_rate) * dx**2
    x_t1 = x - learning_rate * dx / (np.sqrt(r_t) + epsilon)
    return x_t1, RMSPropState(r_t1)
