"""An update rule whose learning rate follows a schedule, and the constants by which schedules end where they should.

The constants are in plain arithmetic, as in `lab.plane`: pages get them as JavaScript.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["constants_of_exponential", "constants_of_inverse_time", "constants_of_step", "scheduled"]


def scheduled(step: Callable[..., tuple[Any, Any]], schedule: Callable[[int], float]) -> Callable[..., tuple[Any, Any]]:
    """Make an update rule that asks a schedule for its learning rate before every step.

    Args:
        step: any rule of the course, `x, state = step(x, dx, state, learning_rate=..., **hyperparameters)`.
        schedule: the learning rate of step t = 0, 1, 2, ..., a positive number.

    Returns:
        A rule of the same form without a learning rate. Its state is the pair (the rule's state, t), so
        training with SGD starts from `((), 0)`.
    """

    def scheduled_step(x: Any, dx: Any, state: tuple[Any, int], **hyperparameters: float) -> tuple[Any, Any]:
        inner, t = state
        x, inner = step(x, dx, inner, learning_rate=schedule(t), **hyperparameters)
        return x, (inner, t + 1)

    return scheduled_step


def constants_of_step(left, steps):
    """The constants of `step_decay` that leave this share of the rate after four drops, a fifth of the steps apart."""
    return {"factor": left ** (1 / 4), "every": steps // 5}


def constants_of_exponential(left, steps):
    """The constant of `exponential_decay` that leaves this share of the rate after so many steps."""
    return {"k": -np.log(left) / steps}


def constants_of_inverse_time(left, steps):
    """The constant of `inverse_time_decay` that leaves this share of the rate after so many steps."""
    return {"k": (1 / left - 1) / steps}
