from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    # momentum
    first_moment = beta1 * state.first_moment + (1 - beta1) * dx
    # RMSProp with the momentum as gradient
    second_moment = beta2 * state.second_moment + (1 - beta2) * first_moment * first_moment
    x = x - learning_rate * first_moment / (np.sqrt(second_moment) + epsilon)
    return x, AdamState(first_moment, second_moment, state.t)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()
