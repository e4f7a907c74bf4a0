"""Draw a network whose units are partly switched off."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from lab.style import COLORS, INK


def draw_network(ax: Axes, layers: Sequence[np.ndarray]) -> None:
    """Draw units as circles and weights as lines, the input at the bottom; a dropped unit is a crossed ring.

    Args:
        ax: where to draw; its axes are hidden.
        layers: for each layer, (units,) truth values: whether the unit is active. Weights are
            drawn between active units only.
    """
    spots = [np.linspace(-1, 1, len(active) + 2)[1:-1] * len(active) / 2 for active in layers]
    for height, (below, above) in enumerate(pairwise(layers)):
        for start in spots[height][np.asarray(below, dtype=bool)]:
            for end in spots[height + 1][np.asarray(above, dtype=bool)]:
                ax.plot([start, end], [height, height + 1], color=INK, linewidth=0.6, linestyle="-", zorder=1)
    for height, active in enumerate(layers):
        on = np.asarray(active, dtype=bool)
        level = np.full(len(on), height)
        ax.scatter(spots[height][on], level[on], s=90, color=COLORS["blue"], zorder=2)
        ax.scatter(spots[height][~on], level[~on], s=90, facecolor="none", edgecolor=COLORS["orange"], zorder=2)
        ax.scatter(spots[height][~on], level[~on], s=45, marker="x", color=COLORS["orange"], zorder=2)
    ax.margins(0.1)
    ax.axis("off")
