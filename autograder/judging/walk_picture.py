"""A walk of an update rule drawn beside the right one: over the plane, or one entry of x step by step."""

from collections.abc import Callable

import numpy as np

from autograder.calling.values import Given
from autograder.judging import svg
from autograder.judging.svg import EXPECTED, LEGEND, THIN, YOURS, Axes
from autograder.judging.walk import Walk

YOUR_LINE = f'stroke="{YOURS}" stroke-width="1.5"'
EXPECTED_LINE = f'stroke="{EXPECTED}" stroke-width="1.5" stroke-dasharray="5 3"'
HEIGHTS = (1.0, 0.6, 0.3, 0.1)  # of the level lines, as shares of the start's
RAYS = 48


def plane(walk: Walk) -> str:
    """Two walks over the plane, from one start; with level lines where the surface is known."""
    surface = walk.gradient if walk.gradient and walk.gradient.name in _SURFACES else None
    shown = np.concatenate([walk.got, walk.expected, *([_lowest(surface)] if surface else [])])
    axes = Axes(svg.around(shown[:, 0], 0.15), svg.around(shown[:, 1], 0.15), height=230)
    levels = _levels(surface, walk.expected[0]) if surface else []
    lines = [svg.line([axes.at(*point) for point in level], THIN) for level in levels]
    parts = [svg.frame(axes, "x[0]", "x[1]"), svg.clipped(lines, axes) if lines else ""]
    for points, style, mark in ((walk.expected, EXPECTED_LINE, svg.ring), (walk.got, YOUR_LINE, svg.cross)):
        pixels = [axes.at(*point) for point in points]
        parts += [svg.line(pixels, style), *(mark(*pixel) for pixel in pixels[1:])]
    parts += [_start(*axes.at(*walk.expected[0])), svg.legend([(_start(0, 0), "start"), *LEGEND])]
    return svg.drawing(parts, _told(walk), height=230)


def _start(x: float, y: float) -> str:
    return f'<rect x="{svg.number(x - 3.5)}" y="{svg.number(y - 3.5)}" width="7" height="7" fill="currentColor"/>'


def _told(walk: Walk) -> str:
    start, mine, right = (f"({p[0]:.6g}, {p[1]:.6g})" for p in (walk.got[0], walk.got[-1], walk.expected[-1]))
    taken = "one step" if len(walk.got) == 2 else f"{len(walk.got) - 1} steps"
    return f"In {taken} from {start} your rule gets to {mine}, but should get to {right}."


def steps(walk: Walk) -> str:
    """The entry of x that strays farthest, step by step."""
    entry = int(np.abs(walk.got - walk.expected).max(axis=0).argmax())
    got, expected = walk.got[:, entry], walk.expected[:, entry]
    axes = Axes((-0.3, len(got) - 0.7), svg.around([*got, *expected]))
    parts = [svg.frame(axes, "steps taken", whole=True), svg.legend(LEGEND)]
    for values, style, mark in ((expected, EXPECTED_LINE, svg.ring), (got, YOUR_LINE, svg.cross)):
        pixels = [axes.at(step, value) for step, value in enumerate(values)]
        parts += [svg.line(pixels, style), *(mark(*pixel) for pixel in pixels)]
    after, mine, right = len(got) - 1, f"{got[-1]:.6g}", f"{expected[-1]:.6g}"
    alt = f"An entry of x, step by step: after {after} steps it is {mine}, but should be {right}."
    return svg.drawing(parts, alt)


# The functions behind the gradients that the course hands out (calling/given.py), at points (..., 2).
_SURFACES: dict[str, Callable[..., np.ndarray]] = {
    "quadratic_gradient": lambda x, curvature: (curvature * x**2 / 2).sum(axis=-1),
    "quartic_gradient": lambda x, curvature, tilt: (curvature * x**4 / 4 + tilt * x).sum(axis=-1),
}


def _constants(surface: Given) -> dict[str, np.ndarray]:
    return {name: np.ravel(value) for name, value in surface.constants.items()}


def _lowest(surface: Given) -> np.ndarray:
    """The surface's lowest point, (1, 2): where its gradient is 0."""
    constants = _constants(surface)
    return np.broadcast_to(-np.cbrt(constants.get("tilt", np.zeros(1)) / constants["curvature"]), (1, 2))


def _levels(surface: Given, start: np.ndarray) -> list[np.ndarray]:
    """Level lines of the surface, (RAYS + 1, 2) each: the one through the start, and lower ones."""
    centre, constants, value = _lowest(surface), _constants(surface), _SURFACES[surface.name]
    floor, height = value(centre, **constants), value(start, **constants) - value(centre, **constants)
    angles = np.linspace(0, 2 * np.pi, RAYS + 1)
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    levels = []
    for share in HEIGHTS:
        # The surface rises along every ray from its lowest point, so halving finds the one place of this height.
        near, far = np.zeros((len(rays), 1)), np.full((len(rays), 1), 1e3)
        for _ in range(40):
            middle = (near + far) / 2
            above = (value(centre + middle * rays, **constants) > floor + share * height)[:, None]
            near, far = np.where(above, near, middle), np.where(above, middle, far)
        levels.append(centre + far * rays)
    return levels
