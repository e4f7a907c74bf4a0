"""Copies worked on in place; one function for the moments, the correction as an option."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def _moments(dx, state, beta1, beta2):
    m = np.zeros_like(dx)
    m += state.first_moment
    m *= beta1
    m += (1 - beta1) * dx
    s = np.zeros_like(dx)
    s += state.second_moment
    s *= beta2
    s += (1 - beta2) * np.square(dx)
    return m, s


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m, s = _moments(dx, state, beta1, beta2)
    new = x.copy()
    new -= learning_rate * m / (s**0.5 + epsilon)
    return new, state._replace(first_moment=m, second_moment=s, t=state.t + 1)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    m, s = _moments(dx, state, beta1, beta2)
    t = state.t + 1
    new = x.copy()
    new -= learning_rate * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + epsilon)
    return new, state._replace(first_moment=m, second_moment=s, t=t)
