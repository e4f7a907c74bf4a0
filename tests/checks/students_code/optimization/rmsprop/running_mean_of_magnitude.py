from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    """Divide the gradient by a running average of its recent magnitude."""
    magnitude = np.where(dx < 0, -dx, dx)
    running = decay_rate * state.grad_squared + (1 - decay_rate) * magnitude
    x = x - learning_rate * dx / (running + epsilon)
    return x, RMSPropState(running)
