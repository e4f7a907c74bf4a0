"""AdaGrad."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    """The sum of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    cache = np.zeros_like(x) + state.grad_squared
    adapted_lr = learning_rate / (cache ** 0.5 + epsilon)
    x -= adapted_lr * dx
    cache_next = cache + dx ** 2
    return x, AdaGradState(grad_squared=cache_next)
