"""Copies worked on in place; the average moved a share of the way to the new square."""

from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    average = np.zeros_like(x)
    average += state.grad_squared
    average += (1.0 - decay_rate) * (dx**2 - average)
    new = x.copy()
    new -= learning_rate * (dx / (epsilon + average**0.5))
    return new, state._replace(grad_squared=average)
