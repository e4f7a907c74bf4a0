from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    """Adam: momentum (with bias correction) + RMSProp."""
    t = state.t + 1
    momentum = beta1 * state.first_moment + (1 - beta1) * dx
    rms = beta2 * state.second_moment + (1 - beta2) * dx**2
    corrected = momentum / (1.0 - beta1**t)
    return x - learning_rate * corrected / (np.sqrt(rms) + epsilon), AdamState(momentum, rms, t)
