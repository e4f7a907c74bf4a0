"""Drawings inside a page: a figure's SVG in the colour of the text around it, and data as SVG paths."""

import html
import re
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from lab.style import INK

__all__ = ["TENTHS", "dots", "inline_svg", "polyline", "ring"]

# The paths of this module count tenths of a point, as whole numbers: `<g transform="scale(.1)">`.
TENTHS = 10
RING_RADIUS = 45


# A hundredth of a point is finer than any screen. Matplotlib writes a millionth, which is a third of a page's weight.
PLACES = re.compile(r'(\b(?:d|x|y|width|height|points|transform)=")([^"]*)')
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?!\d*e)")
FONTS = re.compile(r"font-family: [^;\"]*sans-serif")


def _short(number: re.Match) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def inline_svg(drawing: str, alt: str, prefix: str) -> str:
    """Make an SVG file's text fit for a page.

    drawing: as Matplotlib writes it; alt: what a screen reader says; prefix: keeps its ids
    apart from those of the page's other figures.
    """
    svg = drawing[drawing.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}", svg)
    svg = PLACES.sub(lambda place: place[1] + LONG_NUMBER.sub(_short, place[2]), svg.replace(INK, "currentColor"))
    svg = FONTS.sub("font-family: 'DejaVu Sans', Verdana, sans-serif", svg)
    svg = re.sub(r' transform="rotate\(-0 [^"]*"', "", re.sub(r">\s+<", "><", svg))
    shown = (
        f'<svg role="img" aria-label="{html.escape(alt)}" style="display:block;max-width:100%;height:auto;margin:auto"'
    )
    return svg.replace("<svg", shown, 1)


def polyline(x: Any, y: Any, ax: Axes) -> str:
    """Return the path through the points (x, y), in data units, cut off at the edges of the axes.

    x, y: (n,), n >= 0. The first NaN or infinity ends the line. The axes' figure has its
    layout and 72 dots an inch.
    """
    vertices = _as_drawn(x, y, ax)
    lost = ~np.all(np.isfinite(vertices), axis=1)
    vertices = vertices[: np.argmax(lost)] if lost.any() else vertices
    if len(vertices) < 2:
        return ""
    # Matplotlib's clipping leaves a rim of 1 point around the box.
    seen = Path(vertices).cleaned(clip=tuple(np.add(_box(ax), (1, 1, -1, -1))), simplify=True)
    codes, places = np.asarray(seen.codes), np.asarray(seen.vertices)
    kept = codes != Path.STOP
    starts = codes[kept] == Path.MOVETO
    return "".join(
        f"{'m' if begins else ' '}{dx} {dy}"
        for begins, (dx, dy) in zip(starts, _moves(places[kept]), strict=True)
        if begins or dx or dy
    )


def dots(x: Any, y: Any, ax: Axes) -> str:
    """Return a path that draws a dot, as wide as its stroke, at each of the points (x, y) that the axes show."""
    return "".join(f"m{dx} {dy}h0" for dx, dy in _moves(_visible(x, y, ax)) if dx or dy)


def ring(x: Any, y: Any, ax: Axes) -> str:
    """Return a path that draws a ring around each of the points (x, y) that the axes show."""
    r = RING_RADIUS
    circle = f"a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
    return "".join(f"m{dx} {dy}{circle}" for dx, dy in _moves(_visible(x, y, ax) - (r / TENTHS, 0)))


def _as_drawn(x: Any, y: Any, ax: Axes) -> np.ndarray:
    """Points in the figure's coordinates, (n, 2): points of 1/72 inch, y downwards."""
    data = np.column_stack([np.atleast_1d(x), np.atleast_1d(y)]).astype(float)
    data[np.abs(data) > 1e100] = np.nan
    with np.errstate(all="ignore"):
        vertices = ax.transData.transform(data)
    return vertices * (1, -1) + (0, ax.figure.bbox.height)


def _box(ax: Axes) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the axes in the figure's coordinates."""
    height, box = ax.figure.bbox.height, ax.bbox
    return box.x0, height - box.y1, box.x1, height - box.y0


def _visible(x: Any, y: Any, ax: Axes) -> np.ndarray:
    vertices = _as_drawn(x, y, ax)
    left, top, right, bottom = _box(ax)
    (column, row) = vertices.T
    with np.errstate(invalid="ignore"):
        return vertices[(left <= column) & (column <= right) & (top <= row) & (row <= bottom)]


def _moves(vertices: np.ndarray) -> list[list[int]]:
    """Moves from point to point in tenths, the first from (0, 0). Rounding comes first, so that errors don't add up."""
    return np.diff(np.rint(vertices * TENTHS).astype(int), axis=0, prepend=0).tolist()
