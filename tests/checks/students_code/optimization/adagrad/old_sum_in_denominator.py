from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    x_new = x - learning_rate * dx / (np.sqrt(state.grad_squared) + epsilon)
    new_state = AdaGradState(state.grad_squared + dx**2)
    return x_new, new_state
