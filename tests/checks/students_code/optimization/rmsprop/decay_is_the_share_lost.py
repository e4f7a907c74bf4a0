from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    r = state.grad_squared
    change = decay_rate * (np.square(dx) - r)
    r = r + change
    direction = dx / (np.sqrt(r) + epsilon)
    return x - np.asarray([learning_rate])[0] * direction, RMSPropState(r)
