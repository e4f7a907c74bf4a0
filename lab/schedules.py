"""An update rule whose learning rate follows a schedule."""

from collections.abc import Callable
from typing import Any


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
