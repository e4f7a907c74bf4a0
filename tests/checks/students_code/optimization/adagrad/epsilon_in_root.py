"""AdaGrad."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    """The sum of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    accumulated = np.add(state.grad_squared, np.square(dx))
    scale = (accumulated + epsilon) ** -0.5
    return x - learning_rate * scale * dx, AdaGradState(accumulated)
