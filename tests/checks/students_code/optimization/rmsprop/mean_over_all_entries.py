from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    ms = np.mean(dx**2)
    ms = decay_rate * state.grad_squared + (1 - decay_rate) * ms * np.ones_like(dx)
    rms = np.sqrt(ms)
    return x - learning_rate * dx / (rms + epsilon), RMSPropState(ms)
