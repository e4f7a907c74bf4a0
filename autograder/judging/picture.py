"""What a student's function gave, drawn beside what it should have given. Numbers in, SVG text out."""

import numpy as np

from autograder.judging import svg
from autograder.judging.compare import Difference
from autograder.judging.judge import Result
from autograder.judging.svg import EXPECTED, LEGEND, THIN, YOURS, Axes
from autograder.judging.walk_picture import plane, steps

MOST_VALUES = 40  # side by side; more would run into one another
MOST_CELLS = 16  # in a row or a column


def picture(result: Result) -> str:
    """The drawing for the first rule that was not kept; "" where there is nothing to see: no numbers, or hidden ones."""
    failure = result.first_failure
    if failure is None or failure.hidden or failure.difference.kind not in ("value", "gradient"):
        return ""
    walk = result.walk
    if walk is not None and walk.expected.shape[1] == 2:
        return plane(walk)
    if walk is not None and len(walk.expected) > 2:
        return steps(walk)
    return _arrays(failure.difference)


def _arrays(difference: Difference) -> str:
    got, expected = difference.got, difference.expected
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray) or got.shape != expected.shape:
        return ""
    if expected.size < 2 or {got.dtype.kind, expected.dtype.kind} - set("fiub"):
        return ""
    got, expected = got.astype(float), expected.astype(float)
    in_a_row = max(expected.shape) == expected.size
    return _values(got.ravel(), expected.ravel()) if in_a_row else _cells(*_plane_of(got, expected))


def _differ(got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Where two arrays differ by more than rounding."""
    return ~np.isclose(got, expected, rtol=1e-5, atol=1e-6 * np.abs(expected[np.isfinite(expected)]).max(initial=0.0))


def _values(got: np.ndarray, expected: np.ndarray) -> str:
    """Two rows of numbers over their index; where there are many, those from shortly before the first that differs."""
    first = int(np.argmax(_differ(got, expected)))
    start = min(max(0, first - 5), max(0, len(expected) - MOST_VALUES))
    shown = range(start, min(start + MOST_VALUES, len(expected)))
    both = np.concatenate([got[shown], expected[shown]])
    finite = both[np.isfinite(both) & (np.abs(both) < 1e300)]
    if not finite.size:
        return ""
    axes = Axes((shown[0] - 0.5, shown[-1] + 0.5), svg.around(finite), height=170)
    parts = [svg.frame(axes, "index", "", whole=True), svg.legend(LEGEND)]
    for i in shown:
        drawn = [np.isfinite(v) and abs(v) < 1e300 for v in (got[i], expected[i])]
        mine, right = (axes.at(i, v) if d else None for v, d in zip((got[i], expected[i]), drawn, strict=True))
        parts += [svg.line([mine, right], THIN)] if mine and right else []
        parts += [svg.ring(*right)] if right else []
        parts += [svg.cross(*mine)] if mine else []
    alt = f"Your values and the expected ones over their index. {_worst(got, expected)}"
    return svg.drawing(parts, alt, height=170)


def _worst(got: np.ndarray, expected: np.ndarray) -> str:
    """Where two arrays are farthest apart, in words."""
    with np.errstate(all="ignore"):
        distance = np.where(np.isfinite(got), np.abs(got - expected), np.inf)
    index = np.unravel_index(int(np.nanargmax(distance)), distance.shape)
    count = int(_differ(got, expected).sum())
    where = ", ".join(map(str, map(int, index)))
    return f"{count} of {expected.size} differ, most of all at [{where}]: {got[index]:.6g} instead of {expected[index]:.6g}."


def _plane_of(got: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray, str]:
    """Rows and columns with the first value that differs, and where they lie: "[0, :, :, 2]"; "" where they are all."""
    if got.ndim == 2:
        return got, expected, ""
    # Images have their channels last, and a batch of them has four axes.
    last = got.ndim - 2 if got.ndim == 4 or got.shape[-1] <= 4 else got.ndim - 1
    first = np.argwhere(_differ(got, expected))
    place = list(first[0]) if len(first) else [0] * got.ndim
    place[last - 1] = place[last] = slice(None)
    named = ", ".join(":" if isinstance(p, slice) else str(int(p)) for p in place)
    return got[tuple(place)], expected[tuple(place)], f"[{named}]"


def _cells(got: np.ndarray, expected: np.ndarray, where: str) -> str:
    """A mark for every value of a table: how far, and to which side, it is off."""
    got, expected = got[:MOST_CELLS, :MOST_CELLS], expected[:MOST_CELLS, :MOST_CELLS]
    with np.errstate(all="ignore"):
        off = np.where(_differ(got, expected), got - expected, 0.0)
    finite = np.isfinite(off) & (np.abs(off) < 1e300)
    largest = float(np.abs(off[finite]).max(initial=0.0))
    rows, columns = off.shape
    side = min(26, 300 // columns)
    left, top, height = 34, 46, 46 + side * rows + 8
    style = 'stroke="currentColor" stroke-opacity=".3"'
    parts = [f'<path d="M{left} {top}h{side * columns}v{side * rows}h{-side * columns}z" fill="none" {style}/>']
    every = 1 if side >= 18 else 5
    parts += [svg.text(left + (j + 0.5) * side, top - 5, str(j)) for j in range(0, columns, every)]
    parts += [svg.text(left - 6, top + (i + 0.5) * side + 4, str(i), "end") for i in range(0, rows, every)]
    for (i, j), value in np.ndenumerate(off):
        size = (side / 2 - 2) * (abs(value) / largest) ** 0.5 if finite[i, j] and largest else side / 2 - 3
        parts.append(_mark(left + (j + 0.5) * side, top + (i + 0.5) * side, value, max(size, 2.5)))
    key = svg.legend([(_mark(0, 0, sign, 5), name) for sign, name in _SIGNS if _is(sign, off).any()])
    caption = svg.text(left, 0, where, "start") if where else ""
    alt = f"A table of how far your values{where and ' ' + where} are off. {_worst(got, expected)}"
    width = max(svg.WIDTH, left + side * columns + 10)
    return svg.drawing([key, *parts, caption and f'<g transform="translate({side * columns + 10} {top + 11})">{caption}</g>'], alt, width, height)


_SIGNS = [(1.0, "yours is larger"), (-1.0, "yours is smaller"), (0.0, "equal"), (np.nan, "not a finite number")]


def _is(sign: float, off: np.ndarray) -> np.ndarray:
    """Where differences have a sign; nan stands for those that are not finite."""
    return ~np.isfinite(off) if np.isnan(sign) else np.isfinite(off) & (np.sign(off) == sign)


def _mark(x: float, y: float, off: float, size: float) -> str:
    """A triangle that points up or down, a dot for 0, a cross for what is no number. size: half its height."""
    if off == 0:
        return f'<circle cx="{svg.number(x)}" cy="{svg.number(y)}" r="1.5" fill="currentColor" fill-opacity=".5"/>'
    if not np.isfinite(off):
        return svg.cross(x, y)
    up, colour = (1, YOURS) if off > 0 else (-1, EXPECTED)
    a, b, c = svg.number(x - size), svg.number(y + up * size), svg.number(2 * size)
    return f'<path d="M{a} {b}h{c}l{svg.number(-size)} {svg.number(-2 * up * size)}z" fill="{colour}"/>'
