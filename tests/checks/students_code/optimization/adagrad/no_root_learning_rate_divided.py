from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    """Every parameter gets its own learning rate."""
    G = state.grad_squared + dx**2
    rates = learning_rate * dx / G
    return x - rates, AdaGradState(G)
