"""`{explorer} momentum`: a figure whose walks are computed where the reader points, by the references' own rules.

What it shows at first stands in `_assets/explorer/figures.json`, all its words in `messages.json` beside it. Without
JavaScript the first walks stand there as a drawing. Its scripts become one file when the book is built.
"""

import html
import io
import json
import shutil
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import matplotlib.pyplot as plt
import numpy as np
from bundle import bundle
from compiled_rules import RULES, Rule, rules_module
from docutils import nodes
from docutils.parsers.rst import directives
from page_messages import messages
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from lab.plane import PLANE
from lab.style import plot_trajectories, use_house_style
from lab.surfaces import descend
from lab.svg import inline_svg

SOURCES = Path(__file__).resolve().parents[1] / "_assets" / "explorer"
FIGURES: dict[str, dict[str, Any]] = json.loads((SOURCES / "figures.json").read_text(encoding="utf-8"))


class explorer(nodes.General, nodes.Element):  # noqa: N801, as docutils names its nodes
    """A place for an explorer; its attribute `figure` is a name in figures.json."""


class Explorer(SphinxDirective):
    """`{explorer} momentum`; with `:replaces: <id>` it takes the place of what stands there without JavaScript."""

    required_arguments = 1
    option_spec: ClassVar = {"replaces": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the place; a name that there is not is an error."""
        (name,) = self.arguments
        known = ", ".join(FIGURES)
        if name not in FIGURES:
            raise self.error(f"There is no explorer {name!r}: choose among {known}, or add it to figures.json")
        return [explorer(figure=name, replaces=self.options.get("replaces", ""))]


def put_explorers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace every place by its explorer."""
    for place in list(doctree.findall(explorer)):
        shown = page_part(place["figure"], messages(SOURCES, app.config.language), place["replaces"])
        place.replace_self(nodes.raw("", shown if app.builder.format == "html" else "", format="html"))


def page_part(name: str, said: dict[str, str], replaces: str = "") -> str:
    """An explorer's HTML. said: all messages; replaces: the id of what stands for it without JavaScript, or ""."""
    about = {"name": name, "figure": FIGURES[name], "messages": said}
    data = json.dumps(about, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    still = "" if replaces else still_figure(name, said)
    return (
        f'<div class="live-explorer" id="explorer-{name}" role="group" '
        f'aria-label="{html.escape(said[f"figure_{name}"])}" data-replaces="{html.escape(replaces)}">'
        f'<div class="still">{still}</div><script type="application/json">{data}</script></div>'
    )


def walks(name: str) -> dict[str, np.ndarray]:
    """The first walks of a figure, by its rules: each (steps + 1, 2)."""
    figure = FIGURES[name]
    plane = PLANE[figure["surface"]]
    surface = plane.surface(figure["surface"])
    return {
        rule: descend(
            RULES[rule].step, first_state(RULES[rule]), surface, plane.start, figure["steps"], learning_rate=rate
        )
        for rule, rate in figure["rules"].items()
    }


def first_state(rule: Rule) -> Any:
    """What a rule starts from."""
    return rule.state() if rule.state else ()


def still_figure(name: str, said: dict[str, str]) -> str:
    """The first walks of a figure as a drawing."""
    plane = PLANE[FIGURES[name]["surface"]]
    with plt.rc_context():
        use_house_style()
        surface = plane.surface(name)
        ranges = {"x_range": plane.x_range, "y_range": plane.y_range}
        ax = plot_trajectories(surface, {}, levels=np.array(plane.levels), **ranges)
        for rule, walk in walks(name).items():
            dashes = (0, RULES[rule].dash) if RULES[rule].dash else "-"
            ax.plot(*walk.T, color=RULES[rule].color, linestyle=dashes, linewidth=1.4, label=said[f"rule_{rule}"])
        ax.plot(*plane.start, "o", markersize=9, fillstyle="none", color="#7f7f7f")
        ax.figure.legend(loc="outside upper center", ncols=3)
        text = io.StringIO()
        with warnings.catch_warnings():
            # The browser draws the letters. Matplotlib's font, which lacks Chinese ones, only measures them.
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            ax.figure.savefig(text, format="svg", metadata={"Date": None})
        plt.close(ax.figure)
    return inline_svg(text.getvalue(), said[f"alt_{name}"], f"explorer-{name}-")


def write_sources(there: Path) -> None:
    """Write the explorer's modules, with the compiled rules among them, into an empty folder."""
    for source in SOURCES.glob("*.js"):
        shutil.copyfile(source, there / source.name)
    (there / "rules.js").write_text(rules_module(), encoding="utf-8")


def write_script(app: Sphinx) -> None:
    """Make the one script of all modules, and bring the style sheet."""
    if app.builder.format != "html":
        return
    there = Path(app.outdir) / "_static"
    there.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        write_sources(Path(folder))
        bundle(str(Path(folder) / "explorer.js"), "--format=iife", f"--outfile={there / 'live_explorer.js'}")
    shutil.copyfile(SOURCES / "explorer.css", there / "live_explorer.css")


def add_where_there_is_one(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load script and style sheet on pages with an explorer only."""
    if 'class="live-explorer"' in context.get("body", ""):
        app.add_js_file("live_explorer.js", loading_method="defer")
        app.add_css_file("live_explorer.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_node(explorer)
    app.add_directive("explorer", Explorer)
    app.connect("builder-inited", write_script)
    app.connect("doctree-resolved", put_explorers)
    app.connect("html-page-context", add_where_there_is_one)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
