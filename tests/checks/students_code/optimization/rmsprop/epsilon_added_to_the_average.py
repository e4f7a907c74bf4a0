from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    avg = state.grad_squared
    avg *= decay_rate
    avg = avg + ((1 - decay_rate) * dx**2 + epsilon)  # never zero
    return x - learning_rate * dx / np.sqrt(avg), RMSPropState(avg)
