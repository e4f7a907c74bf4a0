"""Learning rate decay: three schedules that start with large steps and end with small ones."""

import numpy as np


def step_decay(
    initial_rate: float, epoch: float | np.ndarray, *, factor: float = 0.5, every: int = 10
) -> float | np.ndarray:
    """The learning rate that drops by a factor every few epochs, and is constant in between."""
    periods = np.floor(epoch / every)
    remaining = 1 - factor
    return initial_rate * remaining ** periods


def exponential_decay(initial_rate: float, t: float | np.ndarray, *, k: float) -> float | np.ndarray:
    """The learning rate that loses the same share of itself in every unit of time."""
    exponent = -(k * t)
    left = np.exp(exponent)
    return left * initial_rate


def inverse_time_decay(initial_rate: float, t: float | np.ndarray, *, k: float) -> float | np.ndarray:
    """The learning rate that falls as one over the time, quickly at first and ever more slowly."""
    denominator = 1.0 + t * k
    return initial_rate / denominator
