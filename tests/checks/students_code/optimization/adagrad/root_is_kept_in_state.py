from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    r = state.grad_squared
    r += np.power(dx, 2)
    r = np.sqrt(r)
    return x - np.divide(learning_rate * dx, r + epsilon), AdaGradState(r)
