"""The one gate for what students wrote, before nbgrader's pages are made of it: every kind of cell, and their names.

Markdown goes on to `nbgrader_markdown.py`; all else becomes text. What would take long to render is shown as it was
typed: formgrader renders on the thread that serves all its pages.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.language import said

# Of one notebook that many characters are set as Markdown and coloured as Python, and so many of one cell.
MARKDOWN, MARKDOWN_CELL = 60_000, 20_000
CODE, CODE_CELL = 15_000, 3_000
# What opens something in Markdown or HTML: a written answer has some dozens. Thousands in each other take minutes.
_OPENING = re.compile(r"[<>\[!*_`~$&|#]|^[ \t]*(?:[-+]|\d+[.)])[ \t]", re.MULTILINE)
MOST_OPENING, DEEPEST = 1_500, 100
MOST_SHOWN = 100_000  # characters of a cell that is shown as it was typed
_BACKTICKS = re.compile("`+")
_NAMES = ("student", "first_name", "last_name", "notebook_path")


class ShownCells(NbGraderPreprocessor):
    """Makes of a student's cells what may stand on a page."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Every cell as one that is quick to render and holds nothing that acts; names without markup."""
        markdown, code = _Room(MARKDOWN), _Room(CODE)
        nb.cells = [_shown(cell, markdown.takes, code.takes) for cell in nb.cells]
        for name in _NAMES:
            if isinstance(resources.get(name), str):
                resources[name] = escape(resources[name][:1_000])
        return nb, resources


class _Room:
    """How many more characters are rendered."""

    def __init__(self, left: int) -> None:
        self.left = left

    def takes(self, count: int) -> bool:
        fits = count <= self.left
        self.left -= count if fits else 0
        return fits


def _shown(cell: NotebookNode, markdown: Callable[[int], bool], code: Callable[[int], bool]) -> NotebookNode:
    if cell.cell_type == "markdown":
        quick = len(cell.source) <= MARKDOWN_CELL and _is_shallow(cell.source) and markdown(len(cell.source))
        return cell if quick else _as_typed(cell)
    if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
        return cell  # the instructor's, with the report as its output
    if cell.cell_type == "code" and len(cell.source) <= CODE_CELL and code(len(cell.source)):
        return NotebookNode({**cell, "outputs": []})
    return _as_typed(cell)


def _is_shallow(source: str) -> bool:
    """Whether a text opens no more than a person would, and no line is indented or quoted out of sight."""
    deepest = max((len(line) - len(line.lstrip(" \t>")) for line in source.splitlines()), default=0)
    return deepest <= DEEPEST and len(_OPENING.findall(source)) <= MOST_OPENING


def _as_typed(cell: NotebookNode) -> NotebookNode:
    """A Markdown cell that shows a cell's source as it was typed."""
    source = cell.source[:MOST_SHOWN]
    if len(cell.source) > MOST_SHOWN:
        source += "\n" + said(f"[and {len(cell.source) - MOST_SHOWN:,} characters more, in the notebook]")
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(source)), default=0))
    if len(fence) > DEEPEST:
        source, fence = source.replace("`", "'"), "```"
    shown = {"cell_type": "markdown", "id": cell.get("id"), "metadata": cell.metadata}
    return NotebookNode({**shown, "source": f"{fence}text\n{source}\n{fence}"})
