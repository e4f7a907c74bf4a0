from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    new_gs = np.add(decay_rate * state.grad_squared, (1 - decay_rate) * np.power(dx, 2))
    adaptive = np.divide(learning_rate, np.sqrt(new_gs) + epsilon)
    return np.add(x, adaptive * dx), state._replace(grad_squared=new_gs)
