"""The references are printed or not, as the publisher chooses: `make book ANSWERS=no` leaves them out.

What a chapter includes from `solutions/` goes, with the dropdown that it lies in, and so does what a solution's line
computes in any other listing. They go when a page is written. So they reach neither the page nor the search index,
and what was read and run serves both forms.
"""

import os
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.search import js_index
from sphinx_design.dropdown import dropdown_main

from autograder.authoring.solution_lines import without_solution_lines
from translation.book import page_word

THIS_FORM = {
    "yes": "This copy of the book prints the references: the answers to its exercises, each in a fold.",
    "no": "This copy of the book does not print the references: the answers to its exercises.",
}
LEFT_OUT = "The reference is left out of this copy of the book."


def say_which_form_this_is(app: Sphinx, config: Config) -> None:
    """Put a line at the foot of every page; refuse a choice that is none, before anything is printed."""
    if config.answers not in THIS_FORM:
        raise ConfigError(
            f"ANSWERS is {config.answers!r}, so it is not clear whether to print the answers to the exercises. "
            "Nothing was built. Write ANSWERS=yes or ANSWERS=no."
        )
    config.html_theme_options["extra_footer"] = f"<p>{page_word(config.language, THIS_FORM[config.answers])}</p>"


def leave_answers_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take the references out of a page that is about to be written, and a solution's lines out of other listings."""
    if app.config.answers == "yes":
        return
    listings = list(doctree.findall(nodes.literal_block))
    folds = {_fold_of(listing): None for listing in listings if _is_of_a_solution(listing)}
    for fold in folds:
        instead = nodes.paragraph("", page_word(app.config.language, LEFT_OUT))
        fold.replace_self(instead)  # which hands on its ids, and its look
        instead["classes"] = ["left-out"]
    for listing in doctree.findall(nodes.literal_block):
        _leave_lines_out(listing)


def _is_of_a_solution(listing: nodes.literal_block) -> bool:
    # literalinclude tells the file, which lies in solutions/<assignment>/.
    return Path(listing.get("source", "")).parent.parent.name == "solutions"


def _fold_of(listing: nodes.literal_block) -> nodes.Element:
    """The dropdown that a listing lies in; without one, the listing and its caption."""
    above = listing
    while above := above.parent:
        if isinstance(above, dropdown_main):
            return above
    return listing.parent if listing.parent.get("literal_block") else listing


def _leave_lines_out(listing: nodes.literal_block) -> None:
    text = without_solution_lines(listing.astext())
    if text != listing.astext():
        # Only a listing that equals its source is coloured.
        listing.rawsource = text
        listing.children = [nodes.Text(text)]


def forget_words_that_no_page_uses(app: Sphinx, exception: Exception | None) -> None:
    """Clean the search index, in which Sphinx keeps the words of a page's former text: those of the references too."""
    written = Path(app.outdir) / "searchindex.js"
    if exception or not written.is_file():
        return
    index = js_index.loads(written.read_text(encoding="utf-8"))
    for words in ("terms", "titleterms"):
        index[words] = {word: pages for word, pages in index[words].items() if pages != []}
    written.write_text(js_index.dumps(index), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    # "html": where the choice changes, all pages are written anew, and the search index with them.
    app.add_config_value("answers", os.environ.get("ANSWERS", "yes"), rebuild="html", types=[str])
    app.connect("config-inited", say_which_form_this_is)
    app.connect("doctree-resolved", leave_answers_out)
    app.connect("build-finished", forget_words_that_no_page_uses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
