"""What stands for an explorer without JavaScript: what it shows at first, as a drawing."""

import io
import warnings
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from compiled_rules import RULES, Rule
from first_curves import curves_of
from matplotlib.figure import Figure

from lab.plane import PLANE
from lab.style import INK, plot_trajectories, use_house_style
from lab.surfaces import descend
from lab.svg import inline_svg

WIDTH, HEIGHT = 4.8, 3.2  # inches, of one picture


def still_figure(name: str, figure: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """The first walks or curves of a figure. figure: as in figures.json; said: all messages."""
    with plt.rc_context():
        use_house_style()
        drawn = _curves(name, figure, said) if "lines" in figure else _walks(figure, said)
        text = io.StringIO()
        with warnings.catch_warnings():
            # The browser draws the letters. Matplotlib's font, which lacks Chinese ones, only measures them.
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            drawn.savefig(text, format="svg", metadata={"Date": None})
        plt.close(drawn)
    return inline_svg(text.getvalue(), said[f"alt_{name}"], f"explorer-{name}-")


def first_state(rule: Rule) -> Any:
    """What a rule starts from."""
    return rule.state() if rule.state else ()


def _line(look: Mapping[str, Any]) -> dict[str, Any]:
    color = INK if look["color"] == "ink" else look["color"]
    return {"color": color, "linestyle": (0, look["dash"]) if look.get("dash") else "-", "linewidth": 1.4}


def _walks(figure: Mapping[str, Any], said: Mapping[str, str]) -> Figure:
    plane = PLANE[figure["surface"]]
    surface = plane.surface(figure["surface"])
    ranges = {"x_range": plane.x_range, "y_range": plane.y_range}
    ax = plot_trajectories(surface, {}, levels=np.array(plane.levels), **ranges)
    for name, rate in figure["rules"].items():
        rule = RULES[name]
        walk = descend(rule.step, first_state(rule), surface, plane.start, figure["steps"], learning_rate=rate)
        ax.plot(*walk.T, **_line({"color": rule.color, "dash": rule.dash}), label=said[f"rule_{name}"])
    ax.plot(*plane.start, "o", markersize=9, fillstyle="none", color=INK)
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax.figure


def _curves(name: str, figure: Mapping[str, Any], said: Mapping[str, str]) -> Figure:
    pictures = figure["pictures"]
    drawn, all_axes = plt.subplots(len(pictures), squeeze=False, figsize=(WIDTH, HEIGHT * len(pictures)))
    curves = curves_of(name, figure, figure["usual"])
    for ax, (picture, shown) in zip(all_axes.flat, pictures.items(), strict=True):
        scales = {f"{axis}scale": "log" for axis in "xy" if shown.get(f"log{axis.upper()}")}
        ax.set(xlim=shown["x"], ylim=shown["y"], xlabel=said[f"x_{picture}"], ylabel=said[f"y_{picture}"], **scales)
        for key, look in figure["lines"].items():
            ax.plot(*curves[picture][key], **_line(look), label=said[f"line_{key}"])
        for key in curves[picture].keys() - figure["lines"].keys():
            ax.plot(*curves[picture][key], "o", markersize=7, fillstyle="none", color=INK)
    drawn.legend(*all_axes.flat[0].get_legend_handles_labels(), loc="outside upper center", ncols=len(figure["lines"]))
    return drawn
