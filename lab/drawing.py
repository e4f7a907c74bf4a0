"""Small drawings for the chapters: images as ink on the page, and the connections of one layer."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from lab.style import COLORS, INK

__all__ = ["draw_connections", "draw_cuts", "draw_pixels"]


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
