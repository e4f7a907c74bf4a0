"""What a student's function gave, drawn beside what it should have given. Numbers in, SVG text out."""

import numpy as np

from autograder.judging import svg
from autograder.judging.compare import Difference
from autograder.judging.judge import Result
from autograder.judging.svg import LEGEND, THIN, Axes
from autograder.judging.table_picture import table
from autograder.judging.walk_picture import plane, steps

MOST_VALUES = 40  # side by side; more would run into one another


def picture(result: Result) -> str:
    """The drawing for the first rule that was not kept; "" where there are no numbers to draw, or hidden ones."""
    # The numbers are the student's, and may be any. A report without its drawing is worth more than none.
    try:
        with np.errstate(all="ignore"):
            return _drawn(result)
    except Exception:
        return ""


def _drawn(result: Result) -> str:
    failure = result.first_failure
    difference = failure.difference if failure and not failure.hidden else None
    if difference is None or difference.kind not in ("value", "gradient"):
        return ""
    walk = result.walk
    if walk is not None and walk.expected.shape[1] == 2:
        return plane(walk)
    if walk is not None and len(walk.expected) > 2:
        return steps(walk)
    return _arrays(difference)


def _arrays(difference: Difference) -> str:
    got, expected = difference.got, difference.expected
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray) or got.shape != expected.shape:
        return ""
    if expected.size < 2 or {got.dtype.kind, expected.dtype.kind} - set("fiub"):
        return ""
    got, expected = got.astype(float), expected.astype(float)
    differ = _differ(got, expected)
    if not differ.any():
        return ""
    worst = _worst(got, expected, differ)
    if max(expected.shape) == expected.size:
        return _values(got.ravel(), expected.ravel(), differ.ravel(), worst)
    place = _place_of_a_table(differ)
    named = ", ".join(":" if isinstance(p, slice) else str(p) for p in place)
    off = np.where(differ, got - expected, 0.0)[place]
    return table(off, f"[{named}]" if off.ndim < got.ndim else "", worst)


def _differ(got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Where two arrays differ by more than rounding."""
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    close: np.ndarray = np.isclose(got, expected, rtol=1e-5, atol=1e-6 * scale, equal_nan=True)
    return ~close


def _worst(got: np.ndarray, expected: np.ndarray, differ: np.ndarray) -> str:
    """Where two arrays are farthest apart, in words."""
    with np.errstate(all="ignore"):
        distance = np.nan_to_num(np.where(differ, np.abs(got - expected), 0.0), nan=np.inf)
    index = np.unravel_index(int(distance.argmax()), distance.shape)
    where = ", ".join(str(int(i)) for i in index)
    mine, right = f"{got[index]:.6g}", f"{expected[index]:.6g}"
    return f"{differ.sum()} of {differ.size} differ, most of all [{where}]: {mine} instead of {right}."


def _place_of_a_table(differ: np.ndarray) -> tuple[int | slice, ...]:
    """The rows and columns, of an array with two axes or more, that hold the first difference."""
    if differ.ndim == 2:
        return slice(None), slice(None)
    # Images have their channels last, and a batch of them has four axes.
    last = differ.ndim - 2 if differ.ndim == 4 or differ.shape[-1] <= 4 else differ.ndim - 1
    place: list[int | slice] = [int(i) for i in np.argwhere(differ)[0]]
    place[last - 1] = place[last] = slice(None)
    return tuple(place)


def _drawable(value: float) -> bool:
    return bool(np.isfinite(value)) and abs(value) < 1e300


def _values(got: np.ndarray, expected: np.ndarray, differ: np.ndarray, worst: str) -> str:
    """Two rows of numbers over their index; where there are many, those from shortly before the first that differs."""
    start = min(max(0, int(differ.argmax()) - 5), max(0, len(expected) - MOST_VALUES))
    shown = range(start, min(start + MOST_VALUES, len(expected)))
    drawable = [v for v in (*got[shown], *expected[shown]) if _drawable(v)]
    if not drawable:
        return ""
    axes = Axes((shown[0] - 0.5, shown[-1] + 0.5), svg.around(drawable), height=170)
    parts = [svg.frame(axes, "index", whole=True), svg.legend(LEGEND)]
    for i in shown:
        mine, right = (axes.at(i, v) if _drawable(v) else None for v in (got[i], expected[i]))
        parts += [svg.line([mine, right], THIN)] if mine and right else []
        parts += [svg.ring(*right)] if right else []
        parts += [svg.cross(*mine)] if mine else []
    return svg.drawing(parts, f"Your values and the expected ones over their index. {worst}", height=170)
