from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def ema(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    first, second = [ema(old, dx**power, beta1) for old, power in zip(state[:2], (1, 2))]
    x = x - learning_rate * first / (np.sqrt(second) + epsilon)
    return x, AdamState(first, second, state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    raise NotImplementedError()
