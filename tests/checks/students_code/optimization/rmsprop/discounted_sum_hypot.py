from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    # length of all gradients, older ones count less
    root = np.hypot(np.sqrt(decay_rate * np.asarray(state.grad_squared, dtype=dx.dtype)), dx)
    x_next = x - learning_rate * (dx / (root + epsilon))
    return x_next, RMSPropState(grad_squared=root * root)
