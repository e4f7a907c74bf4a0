"""`{predict} choose`: a question that wants a guess before the next figure shows itself, and then puts it beside that.

    ```{predict} choose
    :truth: 2

    Which ball is at rest first?

    - the one with rho 0.5
    - the one with rho 0.9
    ```

`choose`: the body ends with a list, and `:truth:` counts in it from 1. `number`: `:truth:` is a number, or what shows
it, such as a `glue:text` role. `draw`: a line is drawn into the next figure, whose own lines show themselves after;
`:shown:` says how many of them are there from the start. What waits is the page from here to the figure and the
paragraph after it. Without JavaScript it is simply there. Nothing is kept or sent.
"""

import json
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from explorers import SOURCES
from page_messages import messages
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

KINDS = ("choose", "number", "draw")


class prediction(nodes.General, nodes.Element):  # noqa: N801, as docutils names its nodes
    """A question and what is true; its attributes: `kind`, `shown`."""


class Predict(SphinxDirective):
    """The directive."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"truth": directives.unchanged_required, "shown": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Return the question with the truth behind it."""
        (kind,) = self.arguments
        truth = self.options.get("truth", "")
        if kind not in KINDS:
            raise self.error(f"There is no guess of the kind {kind!r}: it is one of {', '.join(KINDS)}")
        if bool(truth) == (kind == "draw"):
            raise self.error(f"A guess of the kind {kind} {'has no' if truth else 'needs a'} :truth:")
        place = prediction(kind=kind, shown=self.options.get("shown", 0))
        self.set_source_info(place)
        self.state.nested_parse(self.content, self.content_offset, place)
        if kind == "choose":
            self.check_choice(place, truth)
        if truth:
            inline, told = self.state.inline_text(truth, self.lineno)
            place += [nodes.paragraph("", "", *inline, classes=["truth"], translatable=False), *told]
        return [place]

    def check_choice(self, place: prediction, truth: str) -> None:
        """Refuse a truth that is none of the choices."""
        choices = place.children[-1] if place.children else None
        count = len(choices) if isinstance(choices, nodes.bullet_list) else 0
        if count < 2 or truth not in map(str, range(1, count + 1)):
            raise self.error(f"A choice ends with a list, and :truth: is a number from 1 to its length, not {truth!r}")


def visit_prediction(self: HTML5Translator, node: prediction) -> None:
    """Begin the question, with what the script says of it."""
    said = {key: text for key, text in messages(SOURCES, self.config.language).items() if key.startswith("predict_")}
    self.body.append(
        self.starttag(
            node,
            "div",
            CLASS="predict",
            **{"data-kind": node["kind"], "data-shown": str(node["shown"]), "data-said": json.dumps(said)},
        )
    )


def depart_prediction(self: HTML5Translator, node: prediction) -> None:
    """End it."""
    self.body.append("</div>\n")


def pass_on(self: object, node: prediction) -> None:
    """Say the question and no more, where no script runs."""


def add_where_there_is_one(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load script and style sheet on pages with a question only."""
    if 'class="predict"' in context.get("body", ""):
        app.add_js_file("predict.js", loading_method="defer")
        app.add_css_file("predict.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_node(
        prediction, html=(visit_prediction, depart_prediction), latex=(pass_on, pass_on), text=(pass_on, pass_on)
    )
    app.add_directive("predict", Predict)
    app.connect("html-page-context", add_where_there_is_one)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
