"""The loop around a quasi-Newton direction: search along it, and remember the pair that the step has shown."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["Point", "evaluate", "full_step", "line_search", "quasi_newton"]

Objective = Callable[[np.ndarray], tuple[float, np.ndarray]]
Direction = Callable[[np.ndarray, Sequence[np.ndarray], Sequence[np.ndarray]], np.ndarray]


class Point(NamedTuple):
    """Parameters (n,), with the loss and the gradient (n,) that an objective gives there."""

    x: np.ndarray
    loss: float
    gradient: np.ndarray


def evaluate(objective: Objective, x: np.ndarray) -> Point:
    """Ask `loss, gradient = objective(x)` once."""
    return Point(x, *objective(x))


def line_search(objective: Objective, start: Point, direction: np.ndarray, *, tries: int = 20) -> Point:
    """Find a point along a direction that is lower and less steep, by doubling and halving.

    Args:
        objective: `loss, gradient = objective(x)`.
        start: where to start, with what the objective gives there.
        direction: (n,), downhill at the start.
        tries: the largest number of points looked at, >= 1.

    Returns:
        A point that satisfies the weak Wolfe conditions with the constants 1e-4 and 0.9, or
        the last one tried.

    Source: Nocedal and Wright (2006), "Numerical Optimization", section 3.1.
    """
    slope = start.gradient @ direction
    shortest, longest, share = 0.0, np.inf, 1.0
    for _ in range(tries):
        new = evaluate(objective, start.x + share * direction)
        if not new.loss <= start.loss + 1e-4 * share * slope:
            longest = share
        elif new.gradient @ direction < 0.9 * slope:
            shortest = share
        else:
            break
        share = 2 * shortest if longest == np.inf else (shortest + longest) / 2
    return new


def full_step(objective: Objective, start: Point, direction: np.ndarray) -> Point:
    """Go the whole direction, whatever the loss is there: Newton's formula has no learning rate."""
    return evaluate(objective, start.x + direction)


def quasi_newton(
    direction: Direction,
    draw: Callable[[], Objective],
    x: np.ndarray,
    *,
    steps: int,
    memory: int = 10,
    search: Callable[[Objective, Point, np.ndarray], Point] = line_search,
) -> np.ndarray:
    """Follow a direction that is made of the gradient and the last pairs (s, y).

    Args:
        direction: `direction(gradient, s_history, y_history)`, (n,), such as `lbfgs_direction`.
        draw: gives the objective of each step: always the same for the full batch, or a new
            minibatch's. The pairs then compare gradients of two minibatches.
        x: the start, (n,).
        steps: how many steps to take, >= 0.
        memory: how many pairs are kept, >= 1. A pair with s'y <= 0 is left out.
        search: how far to go, `line_search` or `full_step`.

    Returns:
        The trajectory, (steps + 1, n).
    """
    objective = draw()
    here = evaluate(objective, x)
    trajectory = [x]
    s_history: list[np.ndarray] = []
    y_history: list[np.ndarray] = []
    for _ in range(steps):
        new = search(objective, here, direction(here.gradient, s_history, y_history))
        following = draw()
        if following is not objective:
            new = evaluate(following, new.x)
        s, y = new.x - here.x, new.gradient - here.gradient
        if s @ y > 0:
            s_history, y_history = [*s_history, s][-memory:], [*y_history, y][-memory:]
        here, objective = new, following
        trajectory.append(here.x)
    return np.array(trajectory)
