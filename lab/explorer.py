"""Figures with sliders for the book's pages.

Every frame is computed here, by the references, when the page is built. The page's script
(`explorer.js`) only shows the frame that the sliders choose.
"""

import hashlib
import html
import io
import itertools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lab.style import INK
from lab.svg import TENTHS, dots, inline_svg, polyline, ring

__all__ = ["Explorer", "Frame", "Slider", "explore"]

MOST_FRAMES = 300
DOT_WIDTH = 3.6
# As a style: Matplotlib's own rule for line ends is stronger than an attribute.
ROUND = ' style="stroke-linecap:round"'


@dataclass(frozen=True)
class Slider:
    """One thing to turn.

    name: the argument of the frame function; label: what the page calls it; values: at least two
    numbers or strings; start: the index of the first shown; format: for numbers, as in `str.format`.
    """

    name: str
    label: str
    values: tuple[float | str, ...]
    start: int = 0
    format: str = "{:g}"

    def __post_init__(self) -> None:
        """Refuse what cannot be turned."""
        if len(self.values) < 2 or not 0 <= self.start < len(self.values):
            raise ValueError(
                f"slider {self.name!r}: it needs two values or more and a start among their indices, "
                f"but has {len(self.values)} values and start={self.start}"
            )

    def texts(self) -> list[str]:
        """The values as the page shows them."""
        return [value if isinstance(value, str) else self.format.format(value) for value in self.values]


@dataclass(frozen=True)
class Frame:
    """What one position of the sliders shows.

    curves: name -> (x, y), each (n,), polylines in data units. points: name -> (x, y), numbers or
    arrays (n,). A single point is a ring, an array is dots; points named like a curve are dots in its colour.
    readout: one short sentence. All frames of an explorer have the same names.
    """

    curves: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    points: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    readout: str = ""


@dataclass(frozen=True)
class Explorer:
    """A figure with sliders, as HTML; the last expression of a cell shows it."""

    page: str

    def _repr_html_(self) -> str:
        return self.page


def explore(frame: Callable[..., Frame], sliders: list[Slider], ax: Axes, *, alt: str, label: str) -> Explorer:
    """Make a figure with sliders of all frames.

    Args:
        frame: `frame(**{slider.name: value})` gives the Frame; called once for every combination of
            the sliders' values, at most 300, the last slider's running fastest.
        sliders: what can be turned.
        ax: Axes with limits, labels and what stays the same, such as contour lines; closed afterwards.
        alt: what the figure shows at the start, for those who cannot see it.
        label: the figure's name, for those who cannot see it; unique on its page.

    Returns:
        The Explorer: one figure of HTML. Without JavaScript it shows the start's frame.

    Raises:
        ValueError: no slider, too many frames, or frames with different names.
    """
    count = math.prod(len(slider.values) for slider in sliders)
    if not sliders or count > MOST_FRAMES:
        raise ValueError(f"an explorer has 1 to {MOST_FRAMES} frames, but these {len(sliders)} sliders make {count}")
    turned = itertools.product(*([(slider.name, value) for value in slider.values] for slider in sliders))
    frames = [frame(**dict(chosen)) for chosen in turned]
    for each in frames:
        if (list(each.curves), list(each.points)) != (list(frames[0].curves), list(frames[0].points)):
            raise ValueError(f"every frame of {label!r} must have the same curves and points, in one order")
    start = 0
    for slider in sliders:
        start = start * len(slider.values) + slider.start
    return Explorer(_page(frames, start, sliders, ax, alt, label))


def _page(frames: list[Frame], start: int, sliders: list[Slider], ax: Axes, alt: str, label: str) -> str:
    strokes = _strokes_with_legend(frames[start], ax)
    _fix_layout(ax)
    shown = [_paths(each, ax) + [each.readout] for each in frames]
    strings = list(dict.fromkeys(itertools.chain(*shown)))
    number = {text: i for i, text in enumerate(strings)}
    data = {
        "values": [slider.texts() for slider in sliders],
        "strings": strings,
        "frames": [[number[text] for text in texts] for texts in shown],
    }
    packed = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", r"\u003c")
    # The same from build to build, and another for each of a page's explorers.
    name = "explorer-" + hashlib.sha256((label + packed).encode()).hexdigest()[:8]
    # The readout stands last in what is shown, and has no stroke.
    lines = "".join(f'<path d="{d}" {stroke}/>' for d, stroke in zip(shown[start], strokes, strict=False))
    overlay = f'<g class="frame" transform="scale({1 / TENTHS:g})" fill="none">{lines}</g>'
    return (
        f'<div class="explorer" role="group" aria-label="{html.escape(label)}">'
        f"{_static_svg(ax, alt, name).replace('</svg>', overlay + '</svg>')}"
        f'<div class="turn" hidden>{"".join(_control(slider, name) for slider in sliders)}</div>'
        f'<output aria-live="polite">{html.escape(frames[start].readout)}</output>'
        f'<script type="application/json">{packed}</script></div>'
    )


def _strokes_with_legend(frame: Frame, ax: Axes) -> list[str]:
    """Give every curve and point its look, draw the legend above the axes, and return the looks as SVG attributes."""
    looks, strokes = {}, []
    for name in frame.curves:
        (line,) = ax.plot([], [], label=name)
        looks[name] = line
        strokes.append(_stroke(line.get_color(), line.get_linewidth(), _dashes(line)))
    for name, (x, _y) in frame.points.items():
        if name not in looks and np.ndim(x) == 0:
            ax.plot([], [], "o", markersize=9, fillstyle="none", color=INK, label=name)
            strokes.append(_stroke("currentColor", 1.2))
            continue
        if name not in looks:
            (looks[name],) = ax.plot([], [], marker="o", linestyle="none", label=name)
        strokes.append(_stroke(looks[name].get_color(), DOT_WIDTH) + ROUND)
    handles, labels = ax.get_legend_handles_labels()
    if labels:
        ax.figure.legend(handles, labels, loc="outside upper center", ncols=min(len(labels), 3))
    return strokes


def _dashes(line: mpl.lines.Line2D) -> list[float]:
    """The lengths of a line's dashes and gaps in points; empty for a full line."""
    patterns: dict[Any, Any] = mpl.rcParams
    kind = {"--": "dashed", "-.": "dashdot", ":": "dotted"}.get(str(line.get_linestyle()))
    return [] if kind is None else [n * line.get_linewidth() for n in patterns[f"lines.{kind}_pattern"]]


def _stroke(color: object, width: float, dashes: list[float] | None = None) -> str:
    dashed = f' stroke-dasharray="{" ".join(f"{n * TENTHS:g}" for n in dashes)}"' if dashes else ""
    return f'stroke="{color}" stroke-width="{width * TENTHS:g}"{dashed}'


def _figure(ax: Axes) -> Figure:
    figure = ax.figure
    assert isinstance(figure, Figure)  # an explorer is no part of a figure
    return figure


def _fix_layout(ax: Axes) -> None:
    """Settle where the axes stand, at an SVG's 72 dots an inch, before anything is measured on them."""
    ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())
    figure = _figure(ax)
    figure.set_dpi(72)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _paths(frame: Frame, ax: Axes) -> list[str]:
    """The frame's curves and points as path strings, in the order of the strokes."""
    lines = [polyline(*xy, ax) for xy in frame.curves.values()]
    for name, (x, y) in frame.points.items():
        lines.append((ring if name not in frame.curves and np.ndim(x) == 0 else dots)(x, y, ax))
    return lines


def _static_svg(ax: Axes, alt: str, name: str) -> str:
    text = io.StringIO()
    _figure(ax).savefig(text, format="svg", metadata={"Date": None})
    plt.close(_figure(ax))
    return inline_svg(text.getvalue(), alt, f"{name}-")


def _control(slider: Slider, name: str) -> str:
    ident = f"{name}-{html.escape(slider.name)}"
    now = html.escape(slider.texts()[slider.start])
    return (
        f'<label for="{ident}">{html.escape(slider.label)}</label>'
        f'<input type="range" id="{ident}" min="0" max="{len(slider.values) - 1}" step="1" value="{slider.start}" '
        f'autocomplete="off" aria-valuetext="{now}"><span aria-hidden="true">{now}</span>'
    )
