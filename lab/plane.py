"""Surfaces over a plane in plain arithmetic, so that pages can walk on them too.

A page's explorer gets these functions, and the update rules, translated to JavaScript when the book is built. So a
function here takes two coordinates, numbers or arrays, and is assignments and a return: `+ - * / **`, `np.exp`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab.surfaces import Surface

__all__ = ["PLANE", "PlaneSurface"]


@dataclass(frozen=True)
class PlaneSurface:
    """A loss over the plane.

    loss: (x, y) -> the loss. gradient: (x, y) -> its two derivatives. lowest: the least loss there is.
    x_range, y_range: the part of the plane that is shown. levels: the losses of the contour lines.
    start: where walks begin unless somebody says otherwise.
    """

    loss: Callable[[Any, Any], Any]
    gradient: Callable[[Any, Any], tuple[Any, Any]]
    lowest: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    levels: tuple[float, ...]
    start: tuple[float, float]

    def surface(self, name: str) -> Surface:
        """The same as the chapters' kind of surface, whose points are arrays."""
        return Surface(
            name,
            lambda point: self.loss(point[..., 0], point[..., 1]),
            lambda point: np.stack(self.gradient(point[..., 0], point[..., 1]), axis=-1),
        )


def ravine_loss(x, y):
    """The taco shell: curvatures 1 and 20."""
    return 0.5 * (x * x + 20 * y * y)


def ravine_gradient(x, y):
    """Its gradient."""
    return x, 20 * y


def askew_loss(x, y):
    """A taco shell of curvatures 1 and 50, turned by 30 degrees, so that it lies along neither axis."""
    along = 0.75**0.5 * x + 0.5 * y
    across = 0.75**0.5 * y - 0.5 * x
    return 0.5 * (along * along + 50 * across * across)


def askew_gradient(x, y):
    """Its gradient."""
    along = 0.75**0.5 * x + 0.5 * y
    across = 50 * (0.75**0.5 * y - 0.5 * x)
    return 0.75**0.5 * along - 0.5 * across, 0.5 * along + 0.75**0.5 * across


def saddle_loss(x, y):
    """A saddle at the origin, with a minimum on either side."""
    return 0.5 * x * x - 0.5 * y * y + 0.25 * y**4


def saddle_gradient(x, y):
    """Its gradient."""
    return x, y**3 - y


def banana_loss(x, y):
    """Rosenbrock's valley, which bends along a parabola; its minimum is at (1, 1)."""
    return (1 - x) ** 2 + 10 * (y - x * x) ** 2


def banana_gradient(x, y):
    """Its gradient."""
    return -2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)


def dented_loss(x, y):
    """A bowl with a dent in its right wall, which holds a second, worse minimum."""
    dent = 1.5 * np.exp(-((x - 2) ** 2 + y * y) / 0.32)
    return 0.5 * (x * x + y * y) - dent


def dented_gradient(x, y):
    """Its gradient."""
    pull = 1.5 * np.exp(-((x - 2) ** 2 + y * y) / 0.32) / 0.16
    return x + pull * (x - 2), y + pull * y


# By the names that addresses and chapters use.
PLANE = {
    "ravine": PlaneSurface(
        ravine_loss, ravine_gradient, 0.0, (-10, 10), (-3.2, 3.2), (0.3, 2, 6, 14, 26, 42, 62, 90), (-9.0, 1.5)
    ),
    "askew": PlaneSurface(
        askew_loss, askew_gradient, 0.0, (-10.5, 4), (-6.5, 3.5), (2, 10, 40, 120, 300), (-8.794, -2.768)
    ),
    "saddle": PlaneSurface(
        saddle_loss, saddle_gradient, -0.25, (-2, 2), (-1.6, 1.6), (-0.2, -0.1, 0, 0.1, 0.3, 0.7, 1.2, 1.8), (1.5, 0.01)
    ),
    "banana": PlaneSurface(
        banana_loss, banana_gradient, 0.0, (-2, 2), (-1, 3), (0.3, 1, 3, 8, 18, 36, 70), (-1.5, 2.5)
    ),
    "dented": PlaneSurface(
        dented_loss,
        dented_gradient,
        -5.6e-6,
        (-3, 4.5),
        (-2.5, 2.5),
        (0.1, 0.4, 0.8, 1.2, 1.6, 2.1, 3, 4.5, 7),
        (4.0, 0.6),
    ),
}
