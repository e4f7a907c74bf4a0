from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    grad_squared = state.grad_squared + np.sum(dx**2)
    length = np.sqrt(grad_squared)
    x = x - learning_rate * dx / (length + epsilon)
    return x, AdaGradState(grad_squared)
