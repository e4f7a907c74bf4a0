"""The text of a notebook in another language: the same cells, ids, points and code.

A paragraph of a markdown cell is a message; a formula or a block of code of its own is none. Solutions' notebooks have
their catalogues in solutions/locale/.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from autograder.message_catalogues import messages

# What stands between empty lines, where no fence and no formula holds it together.
BLOCKS = re.compile(r"((?:^(?:```|~~~).*?^(?:```|~~~)$|^\$\$.*?^\$\$$|[^\n]+\n?)+)", re.MULTILINE | re.DOTALL)
NO_TEXT = re.compile(r"\s*(\$\$.*\$\$|```.*```)\s*", re.DOTALL)

ANSWER_HERE = "YOUR ANSWER HERE"  # nbgrader's; by it a person sees that nothing was written


class NotTranslated(ValueError):
    """A notebook of which a paragraph has no translation."""


def paragraphs(markdown: str) -> list[str]:
    """The messages of a markdown cell, in their order."""
    found = [block.strip("\n") for block in BLOCKS.findall(markdown)]
    return [block for block in found if not NO_TEXT.fullmatch(block) and block != ANSWER_HERE]


def translated(notebook: NotebookNode, words: Mapping[str, str]) -> NotebookNode:
    """A copy of a notebook with the paragraphs of its markdown cells in another language; nothing else differs.

    words: paragraphs and their translations. Raises `NotTranslated` where one is missing.
    """
    made = NotebookNode(notebook)
    made.cells = [_translated_cell(cell, words) for cell in notebook.cells]
    return made


def _translated_cell(cell: NotebookNode, words: Mapping[str, str]) -> NotebookNode:
    if cell.cell_type != "markdown":
        return cell
    source = cell.source
    for paragraph in paragraphs(source):
        if paragraph not in words:
            raise NotTranslated(
                f"the cell {cell.get('id')} has a paragraph without a translation: {paragraph[:60]!r}. "
                "Translate it in solutions/locale/, or release in English."
            )
        source = source.replace(paragraph, words[paragraph], 1)
    return NotebookNode({**cell, "source": source})


def words_of(folder: Path, assignment: str, exercise: str, language: str) -> dict[str, str]:
    """The translations of a notebook's paragraphs; folder: solutions/. Without a catalogue there are none."""
    path = folder / "locale" / language / "LC_MESSAGES" / assignment / f"{exercise}.po"
    return dict(messages(path.read_text(encoding="utf-8"))) if path.exists() else {}
