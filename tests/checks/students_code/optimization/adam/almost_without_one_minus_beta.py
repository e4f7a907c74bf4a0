from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    velocity = beta1 * state.first_moment + dx
    squares = beta2 * state.second_moment + dx * dx
    step = velocity / (np.sqrt(squares) + epsilon)
    return x - learning_rate * step, AdamState(velocity, squares, state.t)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()
