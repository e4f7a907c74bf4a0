"""SGD with noisy gradients on a quadratic: not a crowd's mean loss, but its expectation.

Along an axis of curvature c a step makes (1 - rate c) x - rate n of x, with a noise n of mean 0 that does not depend on
x. So the expectation of x squared follows an exact recursion, and no crowd has to walk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["NOISY_RAVINE", "NoisyQuadratic", "next_mean_square"]


def next_mean_square(mean_square, rate, curvature, variance):
    """The expectation of x squared after a step. In plain arithmetic, as in `lab.plane`: pages get it as JavaScript."""
    return (1 - rate * curvature) ** 2 * mean_square + rate**2 * variance


@dataclass(frozen=True)
class NoisyQuadratic:
    """Where walkers start on a quadratic whose gradients are noisy.

    curvatures: along each axis. start: the coordinates of all walkers before the first step. noise: the standard
    deviation of a gradient's coordinate, independent of the others and from step to step.
    """

    curvatures: tuple[float, ...]
    start: tuple[float, ...]
    noise: float

    def mean_losses(self, rates: Sequence[float] | np.ndarray) -> np.ndarray:
        """Return the expected loss, (n + 1,): before the first step, and after each of n steps at these rates."""
        curvatures, squares = np.array(self.curvatures), np.array(self.start, dtype=float) ** 2
        losses = [0.5 * curvatures @ squares]
        for rate in rates:
            squares = next_mean_square(squares, rate, curvatures, self.noise**2)
            losses.append(0.5 * curvatures @ squares)
        return np.array(losses)


# At the far end of a long ravine, where the chapter on learning rate decay lets schedules walk.
NOISY_RAVINE = NoisyQuadratic(curvatures=(1 / 20, 1.0), start=(6.0, 1.0), noise=0.5)
