from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    decay = 0.9
    cache = state.grad_squared
    cache *= decay
    cache = cache + (1 - decay) * dx**2
    return x - learning_rate * dx / (np.sqrt(cache) + epsilon), AdaGradState(cache)
