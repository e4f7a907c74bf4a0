from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    # sqrt(dx^2) = |dx|
    total = state.grad_squared + np.abs(dx)
    return x - learning_rate * dx / (total + epsilon), AdaGradState(total)
