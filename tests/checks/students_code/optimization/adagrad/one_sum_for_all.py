"""AdaGrad."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    """The sum of squared gradients."""

    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    norm_sq = np.sum(dx * dx)
    total = state.grad_squared + norm_sq * np.ones_like(dx)
    denom = np.sqrt(total) + epsilon
    return x - dx * learning_rate / denom, AdaGradState(total)
