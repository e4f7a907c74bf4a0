"""RMSProp."""

from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    """The leaky average of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.9, epsilon=1e-7):
    g2 = dx**2
    s = state.grad_squared + (1 - decay_rate) * (g2 - state.grad_squared)
    step = dx / (s**0.5 + epsilon)
    return x - learning_rate * step, RMSPropState(s)
