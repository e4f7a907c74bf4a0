from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    lr = np.float64(learning_rate)
    accumulator = state.grad_squared + dx**2
    scaled = dx * (accumulator + epsilon) ** -0.5
    new_x = x - lr * scaled
    return new_x, AdaGradState(grad_squared=accumulator)
