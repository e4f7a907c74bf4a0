"""`{explorer} momentum`: a figure whose walks or curves are computed where the reader points, by the references.

What it shows at first stands in `_assets/explorer/figures.json`, all its words in `messages.json` beside it. Without
JavaScript that stands there as a drawing. Its scripts become one file when the book is built.
"""

import html
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from bundle import bundle
from compiled_formulas import formulas_module
from compiled_rules import rules_module
from docutils import nodes
from docutils.parsers.rst import directives
from page_messages import messages
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from still_figures import still_figure

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
    still = "" if replaces else still_figure(name, FIGURES[name], said)
    return (
        f'<div class="live-explorer" id="explorer-{name}" role="group" '
        f'aria-label="{html.escape(said[f"figure_{name}"])}" data-replaces="{html.escape(replaces)}">'
        f'<div class="still">{still}</div><script type="application/json">{data}</script></div>'
    )


def write_sources(there: Path) -> None:
    """Write the explorer's modules, with the compiled rules and formulas among them, into an empty folder."""
    for source in SOURCES.glob("*.js"):
        shutil.copyfile(source, there / source.name)
    (there / "rules.js").write_text(rules_module(), encoding="utf-8")
    (there / "formulas.js").write_text(formulas_module(), encoding="utf-8")


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
