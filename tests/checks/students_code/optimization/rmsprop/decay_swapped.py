"""RMSProp."""

from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    """The leaky average of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    old = state.grad_squared
    avg = old + decay_rate * (dx * dx - old)
    rms = np.sqrt(avg)
    update = learning_rate * (dx / (rms + epsilon))
    return x - update, RMSPropState(grad_squared=avg)
