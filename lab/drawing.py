"""Small drawings for the chapters: images as ink on the page, the connections of one layer, steps in a row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from lab.style import COLORS, INK

__all__ = ["draw_connections", "draw_cuts", "draw_pixels", "draw_steps"]


def draw_pixels(ax: Axes, image: np.ndarray, title: str = "") -> None:
    """Draw grey values in [0, 1], (H, W), as ink of that strength; 0 shows the page, light or dark."""
    H, W = image.shape
    ink = np.concatenate([np.broadcast_to(to_rgb(INK), (H, W, 3)), image[..., None]], axis=-1)
    ax.pcolormesh(np.arange(W + 1), np.arange(H + 1), ink, edgecolors="none")
    ax.set(xlim=(0, W), ylim=(H, 0), aspect="equal", xticks=[], yticks=[], title=title)
    ax.spines[:].set_visible(True)


def draw_cuts(ax: Axes, rows: np.ndarray, columns: np.ndarray) -> None:
    """Rule an image drawn by `draw_pixels` along row and column boundaries, in pixels."""
    style: dict[str, Any] = {"color": COLORS["orange"], "linewidth": 1.4, "linestyle": "-"}
    ax.hlines(rows, columns[0], columns[-1], **style)
    ax.vlines(columns, rows[0], rows[-1], **style)


def draw_connections(ax: Axes, kept: np.ndarray, title: str, *, units_kept: np.ndarray | None = None) -> None:
    """Draw a layer from its D inputs at the bottom to its M outputs at the top.

    kept: (D, M), true where a connection is alive; the others are dotted.
    units_kept: (M,), false where an output is dropped and crossed out; None: all are kept.
    """
    D, M = kept.shape
    units_kept = np.ones(M, dtype=bool) if units_kept is None else np.asarray(units_kept, dtype=bool)
    below, above = np.linspace(0, 1, D), np.linspace(0, 1, M)
    living: dict[str, Any] = {"color": COLORS["blue"], "linestyle": "-"}
    dead: dict[str, Any] = {"color": INK, "linestyle": ":", "alpha": 0.6}
    for (d, m), alive in np.ndenumerate(kept):
        ax.plot([below[d], above[m]], [0.08, 0.92], linewidth=1.4, **(living if alive else dead))
    units: dict[str, Any] = {"marker": "o", "linestyle": "none", "markersize": 14}
    ax.plot(below, np.zeros(D), color=INK, **units)
    ax.plot(above[units_kept], np.ones(M)[units_kept], color=COLORS["blue"], **units)
    ax.plot(above[~units_kept], np.ones(M)[~units_kept], color=INK, fillstyle="none", **units)
    ax.plot(above[~units_kept], np.ones(M)[~units_kept], color=INK, **units | {"marker": "x", "markersize": 9})
    ax.set(xlim=(-0.15, 1.15), ylim=(-0.15, 1.15), title=title)
    ax.axis("off")


def draw_steps(ax: Axes, steps: Sequence[str], *, y: float, marked: Sequence[str], detour: str = "") -> None:
    """Draw steps as boxes from left to right, centred at 0, 1, 2, ... and the height y, joined by arrows.

    steps: what the boxes say, at least two. marked: those of them that are in colour.
    detour: what is written at an arrow from the first to the last, below the others; empty: no such arrow.
    """
    arrow: dict[str, Any] = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    for x, step in enumerate(steps):
        edge: dict[str, Any] = {"edgecolor": COLORS["blue"], "linewidth": 2}
        edge = edge if step in marked else {"edgecolor": INK, "linewidth": 1}
        ax.add_patch(Rectangle((x - 0.4, y - 0.25), 0.8, 0.5, facecolor="none", **edge))
        ax.text(x, y, step, ha="center", va="center")
        if x:
            ax.annotate("", (x - 0.4, y), (x - 0.6, y), arrowprops=arrow)
    if detour:
        last = len(steps) - 1
        ax.plot([0, 0, last], [y - 0.25, y - 0.55, y - 0.55], color=INK, linewidth=1.2, linestyle="-")
        ax.annotate("", (last, y - 0.25), (last, y - 0.55), arrowprops=arrow)
        ax.text(last / 2, y - 0.6, detour, ha="center", va="top")
