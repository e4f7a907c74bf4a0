from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    g = np.ravel(dx)
    r = state.grad_squared + np.full_like(dx, g @ g)
    delta = -learning_rate / (epsilon + np.sqrt(r)) * dx
    return x + delta, AdaGradState(r)
