from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    alt = state.grad_squared
    neu = decay_rate * alt + (1 - decay_rate) * dx * dx
    schritt = learning_rate / (neu + epsilon) * dx
    return x - schritt, RMSPropState(neu)
