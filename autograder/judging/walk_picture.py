"""A walk of an update rule drawn beside the right one: over the plane, or one entry of x step by step."""

import numpy as np

from autograder.calling.values import Given
from autograder.judging import svg
from autograder.judging.svg import EXPECTED, LEGEND, THIN, YOURS, Axes
from autograder.judging.walk import Walk

YOUR_LINE = f'stroke="{YOURS}" stroke-width="1.5"'
EXPECTED_LINE = f'stroke="{EXPECTED}" stroke-width="1.5" stroke-dasharray="5 3"'


def plane(walk: Walk) -> str:
    """Two walks over the plane, from one start; with level lines where the surface is known."""
    both = np.concatenate([walk.got, walk.expected, *([_lowest(walk.gradient)[None]] if _knows(walk.gradient) else [])])
    axes = Axes(svg.around(both[:, 0], 0.15), svg.around(both[:, 1], 0.15), height=230)
    parts = [svg.frame(axes, "x[0]", "x[1]"), *_levels(walk, axes)]
    for points, style, mark in ((walk.expected, EXPECTED_LINE, svg.ring), (walk.got, YOUR_LINE, svg.cross)):
        pixels = [axes.at(*point) for point in points]
        parts += [svg.line(pixels, style), *(mark(*pixel) for pixel in pixels[1:])]
    x, y = axes.at(*walk.expected[0])
    parts.append(_start(x, y))
    parts.append(svg.legend([(_start(0, 0), "start"), *LEGEND]))
    ends = [f"({point[0]:.6g}, {point[1]:.6g})" for point in (walk.expected[0], walk.got[-1], walk.expected[-1])]
    taken = "one step" if len(walk.got) == 2 else f"{len(walk.got) - 1} steps"
    alt = f"In {taken} from {ends[0]} your rule gets to {ends[1]}, but should get to {ends[2]}."
    return svg.drawing(parts, alt, height=230)


def _start(x: float, y: float) -> str:
    return f'<rect x="{svg.number(x - 3.5)}" y="{svg.number(y - 3.5)}" width="7" height="7" fill="currentColor"/>'


def steps(walk: Walk) -> str:
    """The entry of x that strays farthest, step by step."""
    entry = int(np.abs(walk.got - walk.expected).max(axis=0).argmax())
    got, expected = walk.got[:, entry], walk.expected[:, entry]
    axes = Axes((-0.3, len(got) - 0.7), svg.around([*got, *expected]))
    parts = [svg.frame(axes, "steps taken", "", whole=True), svg.legend(LEGEND)]
    for values, style, mark in ((expected, EXPECTED_LINE, svg.ring), (got, YOUR_LINE, svg.cross)):
        pixels = [axes.at(step, value) for step, value in enumerate(values)]
        parts += [svg.line(pixels, style), *(mark(*pixel) for pixel in pixels)]
    alt = f"Entry {entry} of x, step by step: after {len(got) - 1} steps it is {got[-1]:.6g}, but should be {expected[-1]:.6g}."
    return svg.drawing(parts, alt)


def _knows(gradient: Given | None) -> bool:
    return gradient is not None and gradient.name in ("quadratic_gradient", "quartic_gradient")


def _value(gradient: Given, x: np.ndarray) -> np.ndarray:
    """The function behind one of the course's gradients, at points (..., 2)."""
    constants = {name: np.ravel(value) for name, value in gradient.constants.items()}
    if gradient.name == "quadratic_gradient":
        return (constants["curvature"] * x**2 / 2).sum(axis=-1)
    return (constants["curvature"] * x**4 / 4 + constants["tilt"] * x).sum(axis=-1)


def _lowest(gradient: Given) -> np.ndarray:
    constants = {name: np.ravel(value) for name, value in gradient.constants.items()}
    tilt = constants.get("tilt", np.zeros(1)) / constants["curvature"]
    return np.broadcast_to(-np.cbrt(tilt), 2)


def _levels(walk: Walk, axes: Axes) -> list[str]:
    """Level lines of the surface: the one through the start, and lower ones."""
    gradient = walk.gradient
    if not _knows(gradient):
        return []
    centre = _lowest(gradient)
    floor, height = _value(gradient, centre), _value(gradient, walk.expected[0]) - _value(gradient, centre)
    angles = np.linspace(0, 2 * np.pi, 49)
    rays = np.column_stack([np.cos(angles), np.sin(angles)])
    lines = []
    for share in (1, 0.6, 0.3, 0.1):
        # The surface rises along every ray from its lowest point, so halving finds the one place with this height.
        near, far = np.zeros((49, 1)), np.full((49, 1), 1e3)
        for _ in range(40):
            middle = (near + far) / 2
            above = (_value(gradient, centre + middle * rays) > floor + share * height)[:, None]
            near, far = np.where(above, near, middle), np.where(above, middle, far)
        lines.append(svg.line([axes.at(*p) for p in centre + far * rays], THIN))
    return [svg.clipped(lines, axes)]
