from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    grad_squared: np.ndarray | float = 0.0


def adagrad_update(x, g, G, lr, eps):
    G = G + g * g
    x -= lr * g / (np.sqrt(G) + eps)
    return x, G


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    x_new, G = adagrad_update(x, dx, state.grad_squared, learning_rate, epsilon)
    return x_new, RMSPropState(G)
