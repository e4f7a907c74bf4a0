from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    cache = decay_rate * state.grad_squared + dx**2
    x = x - learning_rate * dx / (np.sqrt(cache) + epsilon)
    return x, RMSPropState(cache)
