"""VGG with two convolutions a block, as data: what its layers are, how many weights they hold, and its picture."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lab.style import COLORS, INK

__all__ = ["BLOCKS", "IMAGE_SIZE", "draw_network", "layers", "weights"]

BLOCKS = (64, 128, 256, 512, 512)
IMAGE_SIZE = 224
# How a layer is drawn: colour and dashes say the same thing.
LOOKS = {
    "new": {"facecolor": COLORS["orange"], "linestyle": "-"},
    "trained": {"facecolor": COLORS["green"], "linestyle": "-"},
    "frozen": {"facecolor": "none", "linestyle": "--"},
}


def layers(n_classes: int) -> list[str]:
    """Name the layers from the image upwards: `Conv-64`, `MaxPool`, `FC-4096` and so on.

    Source: Simonyan and Zisserman (2015), "Very deep convolutional networks", configuration B.
    """
    names = []
    for channels in BLOCKS:
        names += [f"Conv-{channels}"] * 2 + ["MaxPool"]
    return [*names, "FC-4096", "FC-4096", f"FC-{n_classes}"]


def weights(names: Sequence[str], image_size: int = IMAGE_SIZE) -> list[int]:
    """Count each layer's weights and biases: 3 x 3 filters on colour images, every MaxPool halves both sides."""
    counts, side, channels, inputs = [], image_size, 3, None
    for name in names:
        kind, _, width = name.partition("-")
        if kind == "MaxPool":
            side //= 2
            counts.append(0)
            continue
        fan_in = 9 * channels if kind == "Conv" else inputs or side * side * channels
        counts.append((fan_in + 1) * int(width))
        channels, inputs = (int(width), None) if kind == "Conv" else (channels, int(width))
    return counts


def draw_network(ax: Axes, title: str, roles: Mapping[str, str], *, last: str) -> None:
    """Draw image, convolution blocks and the three fully connected layers in a column, the image at the bottom.

    Args:
        ax: where.
        title: what stands above the column.
        roles: "new", "trained" or "frozen" for each of "head", "FC" and "Conv".
        last: the head's name, such as "FC-C".
    """
    boxes = [("Image", "image")]
    for channels in BLOCKS:
        boxes += [(f"2 \N{MULTIPLICATION SIGN} Conv-{channels}", roles["Conv"]), ("MaxPool", roles["Conv"])]
    boxes += [("FC-4096", roles["FC"])] * 2 + [(last, roles["head"])]
    for row, (name, role) in enumerate(boxes):
        look: dict[str, Any] = LOOKS.get(role, {"facecolor": "none", "linestyle": "-"})
        ax.add_patch(Rectangle((0.04, row + 0.12), 0.92, 0.76, edgecolor=INK, linewidth=1.2, **look))
        dark_on_colour: dict[str, Any] = {"color": "black"} if role in ("new", "trained") else {}
        ax.text(0.5, row + 0.47, name, ha="center", va="center", fontsize=9.5, **dark_on_colour)
    ax.set(xlim=(0, 1), ylim=(-0.1, len(boxes) + 0.1), title=title)
    ax.axis("off")
