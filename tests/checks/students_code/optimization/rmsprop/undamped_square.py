"""RMSProp."""

from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    """The leaky average of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    # AdaGrad with forgetting
    memory = state.grad_squared
    memory *= decay_rate
    memory += np.power(dx, 2)
    x_out = x - np.divide(learning_rate * dx, np.sqrt(memory) + epsilon)
    return x_out, RMSPropState(memory)
