"""Adam: momentum's average of gradients over RMSProp's average of their squares, both corrected for starting at 0."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    """What Adam keeps between two steps.

    first_moment: the leaky average of the gradients, an array of x's shape and dtype; 0.0 before the first step.
    second_moment: the leaky average of the squared gradients, likewise.
    t: the number of steps taken, an integer.
    """

    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdamState,
    *,
    learning_rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdamState]:
    """One step of Adam without bias correction, the lecture's "Adam (almost)"."""
    m, s, t = state
    m = m * beta1 + dx * (1 - beta1)
    s = s * beta2 + np.square(dx) * (1 - beta2)
    update = m / (np.sqrt(s) + epsilon)
    return x - learning_rate * update, AdamState(first_moment=m, second_moment=s, t=t + 1)


def adam_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdamState,
    *,
    learning_rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdamState]:
    """One step of Adam, with bias correction."""
    t = state.t + 1
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx ** 2
    unbias_m = m / (1 - beta1) ** t
    unbias_s = s / (1 - beta2) ** t
    x = x - learning_rate * unbias_m / (np.sqrt(unbias_s) + epsilon)
    return x, AdamState(first_moment=m, second_moment=s, t=t)
