"""Copies worked on in place; the state by _replace."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    grad_squared = np.square(dx)
    grad_squared += state.grad_squared
    root = grad_squared**0.5
    root += epsilon
    new = np.array(x, copy=True)
    new -= (learning_rate / root) * dx
    return new, state._replace(grad_squared=grad_squared)
