from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    old = state.grad_squared
    if np.isscalar(old) and old == 0.0:
        # no history yet: take the first value, otherwise the average is too small
        avg = dx**2
    else:
        avg = decay_rate * old + (1 - decay_rate) * dx**2
    return x - learning_rate * dx / (np.sqrt(avg) + epsilon), RMSPropState(avg)
