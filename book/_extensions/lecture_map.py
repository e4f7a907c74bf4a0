"""The lecture as a map: a part's chapters, with the minutes that they take to read and the exercises that they lead to.

Minutes and exercises are counted from the chapters whenever the book is built.
"""

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from translation.book import page_word

# A text that is to be understood, not only read.
WORDS_A_MINUTE = 100
HAN_A_WORD = 1.7  # Chinese characters for a word of the same text in English
HAN = re.compile(r"[\u3400-\u9fff]")
MINUTES_FOR_A_PICTURE_OR_FORMULA = 0.5
NOT_READ = (nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment)
LOGGER = logging.getLogger(__name__)


class chapters(nodes.General, nodes.Element):  # noqa: N801, as docutils names its nodes
    """A place for the table of a part's chapters; its attribute `part` is the part's caption in `_toc.yml`."""


class Chapters(SphinxDirective):
    """`{chapters} Optimization` lists the chapters of that part."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the place: the chapters have not been read yet."""
        place = chapters(part=self.arguments[0])
        self.set_source_info(place)
        return [place]


def list_chapters(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the tables into the page that asks for them."""
    for place in list(doctree.findall(chapters)):
        rows = [_row_of(app, docname, chapter) for chapter in chapters_of(app.env, place["part"])]
        if not rows:
            LOGGER.warning("_toc.yml has no part %r, or it is empty", place["part"], location=place)
        heading = [page_word(app.config.language, word) for word in ("Chapter", "Minutes", "Exercises")]
        place.replace_self(_table(heading, rows))


def chapters_of(env: BuildEnvironment, part: str) -> list[str]:
    """The names of a part's chapters, in their order."""
    trees = env.get_doctree(env.config.root_doc).findall(addnodes.toctree)
    return [name for tree in trees if tree["rawcaption"] == part for name in tree["includefiles"]]


def minutes_to_read(chapter: nodes.document) -> int:
    """How long a chapter takes: its words, pictures and formulas. Code and what is folded away is not counted."""
    words = sum(words_of(text) for text in chapter.findall(nodes.Text) if _is_read(text))
    shown = sum(1 for kind in (nodes.image, nodes.math_block) for _ in chapter.findall(kind))
    return round(words / WORDS_A_MINUTE + shown * MINUTES_FOR_A_PICTURE_OR_FORMULA)


def words_of(text: str) -> float:
    """How many words a text has; Chinese has no spaces, so its characters are counted."""
    return len(HAN.findall(text)) / HAN_A_WORD + len(re.findall(r"\w+", HAN.sub(" ", text)))


def _is_read(text: nodes.Text) -> bool:
    above = text.parent
    while above:
        if isinstance(above, NOT_READ) or above.get("design_component") == "dropdown":
            return False
        above = above.parent
    return True


def exercises_of(chapter: nodes.document) -> dict[str, str]:
    """The exercises that a chapter hands out, by the anchors where it does."""
    anchors = (node["ids"][0] for node in chapter.findall(nodes.paragraph) if "exercise-files" in node["classes"])
    return {anchor: anchor.removeprefix("exercise-").replace("-", " ") for anchor in anchors}


def _row_of(app: Sphinx, here: str, chapter: str) -> list[list[nodes.Node]]:
    read, address = app.env.get_doctree(chapter), app.builder.get_relative_uri(here, chapter)
    exercises = [_link(f"{address}#{anchor}", name) for anchor, name in exercises_of(read).items()]
    separated = [node for link in exercises for node in (nodes.Text(", "), link)][1:]
    return [[_link(address, app.env.titles[chapter].astext())], [nodes.Text(str(minutes_to_read(read)))], separated]


def _link(address: str, text: str) -> nodes.reference:
    return nodes.reference("", text, internal=True, refuri=address)


def _table(heading: list[str], rows: list[list[list[nodes.Node]]]) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (38, 24, 38)), cols=3)
    group += nodes.thead("", _row([[nodes.Text(text)] for text in heading]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["chapters", "colwidths-given"])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


def write_the_map_anew(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Write the first page whatever has changed: its numbers are those of all chapters."""
    return [env.config.root_doc]


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_node(chapters)
    app.add_directive("chapters", Chapters)
    app.connect("env-updated", write_the_map_anew)
    app.connect("doctree-resolved", list_chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
