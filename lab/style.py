"""One look for every figure: readable on a phone, for colour-blind eyes, on a light page and on a dark one."""

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.rcsetup import cycler

from lab.surfaces import Surface

__all__ = ["COLORS", "INK", "plot_trajectories", "use_house_style"]

# Text and axes. A middle grey is legible on white and on black; the book replaces
# it in its pages by the colour of the text around the figure.
INK = "#7f7f7f"

# Okabe and Ito's colours without those too pale for a white page. Each has contrast 3 or more on both pages.
COLORS = {"blue": "#1f7fbf", "orange": "#d55e00", "green": "#009e73", "purple": "#c0699b"}

# A line is known by its dashes too, not by its colour alone.
_LINES = cycler(color=list(COLORS.values())) + cycler(linestyle=["-", "--", "-.", ":"])


def use_house_style() -> None:
    """Make the house style Matplotlib's default for the session: figures 4.8 x 3.2 inches, transparent, as SVG text."""
    inked = ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"]
    cleared = ["figure.facecolor", "axes.facecolor", "savefig.facecolor", "legend.facecolor"]
    look: dict[Any, Any] = dict.fromkeys(inked, INK) | dict.fromkeys(cleared, "none")
    mpl.rcParams.update(
        look
        | {
            # A phone shows a figure about 350 px wide: 4.8 inches then shrink by a quarter, to letters of 11 px.
            "figure.figsize": (4.8, 3.2),
            "figure.constrained_layout.use": True,
            "font.size": 11,
            "axes.titlesize": 11,
            "axes.prop_cycle": _LINES,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "lines.linewidth": 1.8,
            "lines.markersize": 4,
            "legend.frameon": False,
            "legend.fontsize": 10,
            # Text stays text and ids stay the same from build to build.
            "svg.fonttype": "none",
            "svg.hashsalt": "training-neural-networks",
        }
    )


def plot_trajectories(
    surface: Surface,
    trajectories: Mapping[str, np.ndarray],
    *,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    levels: int | np.ndarray = 12,
    ax: Axes | None = None,
    **contour_options: Any,
) -> Axes:
    """Draw the contour lines of a surface with two parameters, and walks over it.

    Args:
        surface: what is walked on.
        trajectories: label -> points, (steps + 1, 2). A ring marks each start.
        x_range, y_range: the part of the plane shown.
        levels: as in `Axes.contour`: how many lines, or which values.
        ax: where to draw; None: a new figure.
        contour_options: handed to `Axes.contour`.

    Returns:
        The axes, for further labels.
    """
    ax = ax or plt.subplots()[1]
    grid = np.stack(np.meshgrid(np.linspace(*x_range, 121), np.linspace(*y_range, 121)), axis=-1)
    options: dict[str, Any] = {"colors": INK, "linewidths": 0.7, "linestyles": "solid", "alpha": 0.6} | contour_options
    ax.contour(grid[..., 0], grid[..., 1], surface.value(grid), levels=levels, **options)
    for label, points in trajectories.items():
        (line,) = ax.plot(points[:, 0], points[:, 1], marker="o", markersize=3, linewidth=1.4, label=label)
        ax.plot(*points[0], marker="o", markersize=9, fillstyle="none", color=line.get_color(), linestyle="none")
    ax.set(xlim=x_range, ylim=y_range, xlabel="$x_1$", ylabel="$x_2$")
    return ax
