"""AdaGrad: every parameter divides its gradient by the length of all its gradients so far."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    """What AdaGrad keeps between two steps.

    grad_squared: the sum of all squared gradients, an array of x's shape and dtype; 0.0 before the first step.
    """

    grad_squared: np.ndarray | float = 0.0


def adagrad_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdaGradState,
    *,
    learning_rate: float = 1e-2,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdaGradState]:
    """One step of AdaGrad."""
    total = state.grad_squared + np.sum(dx ** 2) * np.ones_like(dx)
    step = dx / np.sqrt(total + epsilon)
    return x - learning_rate * step, AdaGradState(grad_squared=total)
