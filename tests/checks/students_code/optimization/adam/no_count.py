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
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * dx ** 2
    x_new = x - learning_rate * m / (np.sqrt(s) + epsilon)
    return x_new, state._replace(first_moment=m, second_moment=s)


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
    m_hat = m / (1 - beta1 ** t)
    s_hat = s / (1 - beta2 ** t)
    return x - learning_rate * m_hat / (np.sqrt(s_hat) + epsilon), AdamState(m, s, t)
