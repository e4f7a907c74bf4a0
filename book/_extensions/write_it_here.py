"""Exercises written in the page: below the files of an exercise a button, and behind it Python in the reader's browser.

All of it lies in `write_it_here/` beside the pages (page_python.py), and a page loads nothing of it before the button
is pressed. References wait for it: each opens once its function passed. Where NumPy's wheel could not be had
(numpy_for_pages.py), the book is built without.
"""

import hashlib
import html
import json
import re
import shutil
from pathlib import Path

import numpy_for_pages
from docutils import nodes
from page_messages import messages
from page_python import SOURCES, exercises, write_folder
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective


def note_what_pages_depend_on(app: Sphinx, config: Config) -> None:
    """Write all pages anew when this comes, goes or changes its words."""
    said = json.dumps([messages(SOURCES, config.language), exercises()])
    config.write_it_here = hashlib.sha256(said.encode()).hexdigest()[:16] if numpy_for_pages.wheel() else ""


def offer_the_editor(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the button below every paragraph with an exercise's files, and references behind it."""
    table = messages(SOURCES, app.config.language)
    for place in list(doctree.findall(YourCourse.node_class)):
        shown = your_course(table) if app.config.write_it_here else f"<p>{html.escape(table['not_built'])}</p>"
        place.replace_self(nodes.raw("", shown, format="html"))
    if app.builder.format != "html" or not app.config.write_it_here:
        return
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if "exercise-files" in paragraph["classes"]:
            button = nodes.raw("", offer(paragraph["exercise"], table), format="html")
            paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, button)
    for block in list(doctree.findall(is_reference)):
        before, after = (nodes.raw("", part, format="html") for part in around_answer(block, table))
        block.replace_self([before, block, after])


def notes(table: dict[str, str]) -> str:
    """What is said where nothing can be loaded; hidden until then."""
    return "".join(
        f'<p class="{key.replace("_", "-")}" role="alert" hidden>{html.escape(table[key])}</p>'
        for key in ("as_file", "not_fetched")
    )


def offer(exercise: str, table: dict[str, str]) -> str:
    """The button's HTML; without JavaScript it is not seen. exercise: as "optimization/momentum"."""
    name = exercise.split("/")[1]
    label = html.escape(table["write_which"].format(exercise=name))
    return (
        f'<div class="write-it-here" id="write-{name}" data-exercise="{exercise}">'
        f'<button type="button" hidden>{label}</button>{notes(table)}</div>'
    )


def is_reference(node: nodes.Node) -> bool:
    """Whether a node is a reference's code with its function's name above it."""
    if not isinstance(node, nodes.container) or not node.get("literal_block"):
        return False
    code = next(node.findall(nodes.literal_block), None)
    return code is not None and "/solutions/" in Path(code.get("source") or "").as_posix()


def around_answer(block: nodes.container, table: dict[str, str]) -> tuple[str, str]:
    """The HTML before and after a reference: a sentence and a button, which stand in its place while it is closed."""
    source = Path(next(block.findall(nodes.literal_block))["source"])
    caption = re.match(r"\w+", next(block.findall(nodes.caption)).astext())
    assert caption is not None
    function = caption[0]
    closed = html.escape(table["answer_closed"].format(function=function))
    show = html.escape(table["answer_show"].format(function=function))
    return (
        f'<div class="answer" tabindex="-1" data-exercise="{source.parent.name}/{source.stem}" '
        f'data-function="{function}"><p class="closed" hidden>{closed} <button type="button">{show}</button></p>',
        "</div>",
    )


class YourCourse(SphinxDirective):
    """`{your-course}`: every function of the course with what passes; a script fills it."""

    class node_class(nodes.General, nodes.Element):  # noqa: N801 - docutils' own custom
        """Stands where the table will."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the table."""
        return [self.node_class()]


def your_course(table: dict[str, str]) -> str:
    """The table's HTML: it links every exercise, also without JavaScript."""
    columns = ("course_column_function", "course_column_points", "course_column_state")
    head = "".join(f'<th scope="col">{html.escape(table[key])}</th>' for key in columns)
    bodies = "".join(_rows(about) for about in exercises())
    return (
        f'<div class="your-course write-it-here"><div class="tools"></div>{notes(table)}'
        f'<table class="table"><thead><tr>{head}</tr></thead>{bodies}</table></div>'
    )


def _rows(about: dict) -> str:
    name, functions = f"{about['assignment']}/{about['exercise']}", about["functions"]
    chapter = f"{functions[-1]['section']}.html#write-{about['exercise']}"
    link = f'<a href="{chapter}">{name}</a>'
    rows = "".join(
        f'<tr data-function="{name}/{f["function"]}"><td><code>{f["function"]}</code></td>'
        f'<td>{f["points"]:g}</td><td class="state"></td></tr>'
        for f in functions
    )
    return f'<tbody data-exercise="{name}"><tr><th scope="rowgroup" colspan="3">{link}</th></tr>{rows}</tbody>'


def add_the_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Load the button's script where there is a button or an answer."""
    if re.search(r'class="(write-it-here|answer|your-course)\b', context.get("body", "")):
        app.add_js_file("write_it_here.js", loading_method="defer")


def bring_python(app: Sphinx, exception: Exception | None) -> None:
    """Write the folder that the scripts load from."""
    if exception or app.builder.format != "html":
        return
    there = Path(app.outdir) / "write_it_here"
    shutil.rmtree(there, ignore_errors=True)
    if app.config.write_it_here:
        write_folder(there, messages(SOURCES, app.config.language))


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_config_value("write_it_here", "", rebuild="html", types=[str])
    app.add_directive("your-course", YourCourse)
    app.connect("config-inited", note_what_pages_depend_on)
    # After whoever takes answers out of the book.
    app.connect("doctree-resolved", offer_the_editor, priority=900)
    app.connect("html-page-context", add_the_script)
    app.connect("build-finished", bring_python)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
