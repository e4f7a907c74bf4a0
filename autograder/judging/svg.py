"""Small drawings as SVG text: right on a light page and on a dark one, with no script and nothing to load.

Their words are said in the reader's language.
"""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.language import said

# Each has contrast 3 or more on white and on black; marks differ in shape too, not in colour alone.
YOURS, EXPECTED = "#d55e00", "#1f7fbf"
WIDTH, LEFT, RIGHT, TOP, BOTTOM = 360, 52, 14, 26, 34


# Numbers beyond this are drawn at it: differences of any two of them are numbers still.
LARGEST = 1e300


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel; what lies far outside of the drawing is put at a place outside of it."""
    place = 0.0 if np.isnan(value) else min(max(float(value), -1e6), 1e6)
    return f"{place:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Axes:
    """Two axes in a drawing of `height` pixels: x and y are (lowest, highest) of what is shown."""

    x: tuple[float, float]
    y: tuple[float, float]
    height: int = 190

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point."""
        across = (_within(x) - self.x[0]) / (self.x[1] - self.x[0])
        up = (_within(y) - self.y[0]) / (self.y[1] - self.y[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), self.height - BOTTOM - up * (self.height - TOP - BOTTOM)


def _within(value: float) -> float:
    return min(max(float(value), -LARGEST), LARGEST)


def around(values: Iterable[float], margin: float = 0.1) -> tuple[float, float]:
    """A range that holds all finite values, with room at both ends; those beyond LARGEST count as it."""
    known = [_within(value) for value in values if np.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    room = (high - low) * margin
    # Numbers that are all but equal would leave nothing to divide by.
    room = room if room > 1e-200 else max(0.5 * abs(low), 1e-9)
    return low - room, high + room


def ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """Three to six round numbers between two others, none where they are too close. whole: integers only."""
    rough = (high - low) / 5.5
    # Nearer to each other than that, numbers of this size have no round ones between them.
    if not rough > 1e-14 * max(abs(low), abs(high), 1e-200):
        return []
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10, 20) if m * power >= rough)
    step = max(1.0, round(step)) if whole else step
    first = np.ceil(low / step)
    return [float(n * step) + 0.0 for n in np.arange(first, np.floor(high / step) + 1)]


def text(x: float, y: float, words: str, anchor: str = "middle", more: str = "") -> str:
    """Words, in the colour of the page's text."""
    place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
    return f'<text {place} fill="currentColor"{more}>{html.escape(words)}</text>'


def line(points: Sequence[tuple[float, float]], style: str) -> str:
    """A line through pixels. style: further attributes."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="{path}" fill="none" {style}/>'


def cross(x: float, y: float) -> str:
    """The mark of what was got."""
    a, b, c, d = (number(v) for v in (x - 4, y - 4, x + 4, y + 4))
    return f'<path d="M{a} {b}L{c} {d}M{a} {d}L{c} {b}" stroke="{YOURS}" stroke-width="2"/>'


def ring(x: float, y: float) -> str:
    """The mark of what was expected."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="5.5" fill="none" stroke="{EXPECTED}" stroke-width="2"/>'


LEGEND = [(cross(0, 0), "yours"), (ring(0, 0), "expected")]
THIN = 'stroke="currentColor" stroke-opacity=".35"'


def clipped(parts: Iterable[str], axes: Axes) -> str:
    """What of some drawn parts lies between the axes."""
    # An svg element inside another shows nothing beyond its own edges, and needs no id as a clipping path does.
    width, height = WIDTH - LEFT - RIGHT, axes.height - TOP - BOTTOM
    box = f'x="{LEFT}" y="{TOP}" width="{width}" height="{height}" viewBox="{LEFT} {TOP} {width} {height}"'
    return f"<svg {box}>{''.join(parts)}</svg>"


def legend(entries: Iterable[tuple[str, str]], left: float = LEFT) -> str:
    """A row of marks, drawn about (0, 0), with their names."""
    parts, x = [], left + 6.0
    for mark, english in entries:
        name = said(english)
        parts.append(f'<g transform="translate({number(x)} 11)">{mark}</g>{text(x + 11, 15, name, "start")}')
        x += 32 + sum(12 if character > "\u2e80" else 6.2 for character in name)  # Chinese characters are square
    return "".join(parts)


def frame(axes: Axes, x_label: str, y_label: str = "", whole: bool = False) -> str:
    """The axes with their numbers and names. whole: x counts something."""
    left, bottom = axes.at(axes.x[0], axes.y[0])
    right, top = axes.at(axes.x[1], axes.y[1])
    style = 'stroke="currentColor" stroke-opacity=".5"'
    parts = [line([(left, top), (left, bottom), (right, bottom)], style)]
    for tick in ticks(*axes.x, whole):
        x, _ = axes.at(tick, axes.y[0])
        parts += [line([(x, bottom), (x, bottom + 4)], style), text(x, bottom + 15, f"{tick:.6g}")]
    for tick in ticks(*axes.y):
        _, y = axes.at(axes.x[0], tick)
        parts += [line([(left - 4, y), (left, y)], style), text(left - 7, y + 4, f"{tick:.6g}", "end")]
    parts.append(text((left + right) / 2, bottom + 29, said(x_label)))
    if y_label:
        parts.append(text(left - 6, top - 7, said(y_label), "end"))
    return "".join(parts)


def drawing(parts: Iterable[str], alt: str, width: int = WIDTH, height: int = 190) -> str:
    """The whole drawing. alt: what it shows, for those who cannot see it."""
    about = f'role="img" aria-label="{html.escape(said(alt))}" viewBox="0 0 {width} {height}" width="{width}"'
    style = "display:block;max-width:100%;height:auto;margin:.4em 0;font:11px system-ui,sans-serif"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {about} height="{height}" style="{style}">{"".join(parts)}</svg>'
