from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    grad_squared, t = state
    grad_squared = decay_rate * grad_squared + (1 - decay_rate) * dx**2
    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)
    return x, RMSPropState(grad_squared)
