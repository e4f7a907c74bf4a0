from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    grad_squared = state.grad_squared + dx * dx
    x = x - learning_rate * dx / (np.sqrt(grad_squared) + epsilon)
    new_state = AdaGradState(grad_squared)
