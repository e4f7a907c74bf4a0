"""How far a table of numbers is off, as a mark for every number: its direction, its colour and its size."""

import numpy as np

from autograder.judging import svg
from autograder.judging.svg import EXPECTED, YOURS

MOST_CELLS = 16  # in a row or a column
LEFT, TOP = 34, 46
SIGNS = [(1.0, "yours is larger"), (-1.0, "yours is smaller"), (0.0, "equal"), (np.nan, "not a finite number")]


def table(off: np.ndarray, where: str, worst: str) -> str:
    """Draw the differences, got minus expected, (rows, columns).

    where: the part of a larger array that this is, as "[0, :, :, 2]", or "". worst: what is said of it in words.
    """
    off = off[:MOST_CELLS, :MOST_CELLS]
    finite = np.isfinite(off) & (np.abs(off) < 1e300)
    off = np.where(finite, off, np.nan)
    largest = float(np.abs(off[finite]).max(initial=0.0))
    rows, columns = off.shape
    side = min(26, 300 // columns)
    marks = [
        _mark(LEFT + (j + 0.5) * side, TOP + (i + 0.5) * side, value, _size(value, largest, side))
        for (i, j), value in np.ndenumerate(off)
    ]
    key = svg.legend([(_mark(0, 0, sign, 5), name) for sign, name in SIGNS if _has(sign, off)], LEFT)
    caption = svg.text(LEFT + side * columns + 8, TOP + 11, where, "start") if where else ""
    values = f"your values at {where}" if where else "your values"
    alt = f"A table of how far {values} are off. {worst}"
    height = TOP + side * rows + 8
    return svg.drawing(
        [_rim(rows, columns, side), *marks, caption, key], alt, max(svg.WIDTH, side * columns + 90), height
    )


def _has(sign: float, off: np.ndarray) -> bool:
    """Whether a difference has that sign; nan stands for those that are not finite."""
    return bool((np.isnan(off) if np.isnan(sign) else np.sign(off) == sign).any())


def _size(value: float, largest: float, side: int) -> float:
    """Half of a mark's height: its area grows with the difference."""
    return max(2.5, (side / 2 - 2) * (abs(value) / largest) ** 0.5) if np.isfinite(value) and largest else 4.0


def _rim(rows: int, columns: int, side: int) -> str:
    every = 1 if side >= 18 else 5
    box = f"M{LEFT} {TOP}h{side * columns}v{side * rows}h{-side * columns}z"
    parts = [f'<path d="{box}" fill="none" stroke="currentColor" stroke-opacity=".3"/>']
    parts += [svg.text(LEFT + (j + 0.5) * side, TOP - 5, str(j)) for j in range(0, columns, every)]
    parts += [svg.text(LEFT - 6, TOP + (i + 0.5) * side + 4, str(i), "end") for i in range(0, rows, every)]
    return "".join(parts)


def _mark(x: float, y: float, off: float, size: float) -> str:
    """A triangle that points up or down, a dot for 0, a cross for what is no number. size: half its height."""
    if off == 0:
        return f'<circle cx="{svg.number(x)}" cy="{svg.number(y)}" r="1.5" fill="currentColor" fill-opacity=".5"/>'
    if np.isnan(off):
        return svg.cross(x, y)
    up, colour = (1, YOURS) if off > 0 else (-1, EXPECTED)
    corner, base = f"{svg.number(x - size)} {svg.number(y + up * size)}", svg.number(2 * size)
    return f'<path d="M{corner}h{base}l{svg.number(-size)} {svg.number(-2 * up * size)}z" fill="{colour}"/>'
