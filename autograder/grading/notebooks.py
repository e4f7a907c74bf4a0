"""A student's notebook with the instructor's graded cells: points, ids and test cells are never the student's."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from autograder.grading.own_text import is_own_text
from autograder.judging import report
from autograder.judging.judge import Result

# A student's notebook has some hundred brackets and, with its outputs, some thousand commas. JSON of nothing else takes
# thirty times its size in memory.
MAX_BRACKETS, MAX_COMMAS = 300_000, 1_000_000
# What is graded of a notebook: the sources of its cells and the pictures in them. A released one has ten cells.
MAX_CELLS, MAX_LINES, MAX_SOURCES, MAX_PICTURES, MAX_NAME = 1_000, 20_000, 1_000_000, 10_000_000, 200
FOUND_ELSEWHERE = "*No answer stood here. This is what other cells of the notebook say:*"
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_CELL_TYPES = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class UnreadableNotebook(ValueError):
    """Bytes that are no notebook; the message goes to the student."""


@dataclass(frozen=True)
class StudentCell:
    """What is taken from a student's cell. grade_id: nbgrader's, where the metadata has one.

    pictures: those that were pasted into a Markdown cell, by name: {"image/png": "base64..."}.
    """

    cell_type: str
    source: str
    cell_id: str | None = None
    grade_id: str | None = None
    pictures: Mapping[str, dict[str, str]] = field(default_factory=dict)


def _text(source: Any) -> str | None:
    """A cell's source, which is a text or a list of lines. None for anything else."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    # Half a surrogate pair is valid JSON, but no text that can be written to a file.
    return source.encode("utf-8", errors="replace").decode() if isinstance(source, str) else None


def grade_id(metadata: Any) -> str | None:
    """nbgrader's id in a cell's metadata, None where there is none."""
    about = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    found = about.get("grade_id") if isinstance(about, Mapping) else None
    return found if isinstance(found, str) else None


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """The pictures among a cell's attachments."""
    found = {}
    for name, data in attachments.items() if isinstance(attachments, Mapping) else ():
        forms = {kind: _text(data.get(kind)) for kind in _PICTURES} if isinstance(data, Mapping) else {}
        if shown := {kind: text for kind, text in forms.items() if text is not None}:
            found[(_text(name) or "")[:MAX_NAME]] = shown
    return found


def student_cells(notebook: Mapping) -> list[StudentCell]:
    """The cells of a notebook of format 4; what is no cell is left out."""
    cells = notebook.get("cells")
    found = []
    for cell in cells if isinstance(cells, list) else []:
        source = _text(cell.get("source")) if isinstance(cell, Mapping) else None
        if source is None or cell.get("cell_type") not in _CELL_TYPES:
            continue
        cell_id = cell.get("id")
        usable = isinstance(cell_id, str) and _CELL_ID.fullmatch(cell_id)
        name = grade_id(cell.get("metadata"))
        pictures = _pictures(cell.get("attachments")) if cell["cell_type"] == "markdown" else {}
        found.append(StudentCell(cell["cell_type"], source, cell_id if usable else None, name, pictures))
    return found


def read_cells(data: bytes, name: str) -> list[StudentCell]:
    """The cells of a student's notebook of format 4. Raises `UnreadableNotebook`.

    An older format is refused: what converts it was not made for notebooks that mean harm.
    name: of the file, for the message.
    """
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS or data.count(b",") > MAX_COMMAS:
        raise UnreadableNotebook(f"{name} is no notebook that a person wrote: it has too many parts.")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        if not isinstance(notebook, dict) or type(notebook.get("nbformat")) is not int:
            raise UnreadableNotebook(f"{name} is no notebook: it does not say its format.")
    except UnreadableNotebook:
        raise
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebook(f"{name} is no notebook ({type(error).__name__}).") from error
    if notebook["nbformat"] < 4:
        old = str(notebook["nbformat"])[:10]
        raise UnreadableNotebook(
            f"{name} is of the old format {old}: open it in JupyterLab, save it, and hand it in again."
        )
    if not isinstance(notebook.get("cells"), list):
        raise UnreadableNotebook(f"{name} is no notebook: it has no cells.")
    cells = student_cells(notebook)
    if too_much := _too_much(cells):
        raise UnreadableNotebook(f"{name} is larger than any that is read: it has {too_much}.")
    return cells


def size(cells: list[StudentCell]) -> int:
    """How many characters some cells take in a notebook, about."""
    return sum(len(cell.source) + sum(map(len, _forms(cell))) for cell in cells)


def _forms(cell: StudentCell) -> list[str]:
    return [form for forms in cell.pictures.values() for form in forms.values()]


def _too_much(cells: list[StudentCell]) -> str:
    """What there is too much of in a notebook; "" where it is of a size that a person would read."""
    counts = [
        (len(cells), MAX_CELLS, "cells"),
        (sum(cell.source.count("\n") + 1 for cell in cells), MAX_LINES, "lines"),
        (sum(len(cell.source) for cell in cells), MAX_SOURCES, "characters in its cells"),
        (sum(len(form) for cell in cells for form in _forms(cell)), MAX_PICTURES, "bytes of pictures"),
    ]
    found = [f"{count:,} {what}, and {most:,} are the most" for count, most, what in counts if count > most]
    return "; ".join(found)


def is_written(cell: NotebookNode) -> bool:
    """Whether a released cell is a written question, which a person grades."""
    about = cell.metadata.nbgrader
    return bool(about.get("grade") and about.get("solution"))


def _write_answer(cell: NotebookNode, candidates: list[StudentCell], elsewhere: list[StudentCell]) -> None:
    """Put a student's answer into its question's cell: the first candidate that is not the stub, or text elsewhere."""
    stub = cell.source.strip()
    answers = [c for c in candidates if c.source.strip() not in ("", stub) or c.pictures]
    if answers:
        cell.source, pictures = answers[0].source or cell.source, answers[0].pictures
    elif elsewhere:
        texts = (c.source if c.cell_type == "markdown" else textwrap.indent(c.source, "    ") for c in elsewhere)
        cell.source = "\n\n".join((FOUND_ELSEWHERE, *texts))
        pictures = {name: forms for c in elsewhere for name, forms in c.pictures.items()}
    else:
        pictures = {}
    cell.update({"attachments": pictures} if pictures else {})


def _copied(cell: NotebookNode) -> NotebookNode:
    """A released cell that can be written to. Its metadata, which nobody writes to, is shared."""
    return NotebookNode({**cell, "outputs": []} if cell.cell_type == "code" else cell)


def _ordinary(cell: StudentCell) -> NotebookNode:
    """A cell without nbgrader's metadata and without outputs."""
    plain: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell.cell_id,
        "metadata": NotebookNode(),
        "source": cell.source,
    }
    plain |= {"attachments": cell.pictures} if cell.pictures else {}
    return NotebookNode(plain | ({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {}))


def rebuilt(student: list[StudentCell], released: NotebookNode) -> NotebookNode:
    """The notebook to grade: the student's cells, with the released graded cells in their places.

    A graded cell is found by its nbgrader id, or by its cell id where the metadata was
    stripped. A duplicate becomes an ordinary cell; a deleted one comes back at the end. Of
    a written question the student's text stands in the released cell; where that was left
    empty, the text that the student wrote in other cells. Outputs are cleared.
    """
    graded = {name: cell for cell in released.cells if (name := grade_id(cell.metadata))}
    by_cell_id = {cell.get("id"): name for name, cell in graded.items()}
    sources = {cell.source.strip() for cell in released.cells}
    cells: list[NotebookNode] = []
    found: dict[str, list[StudentCell]] = {name: [] for name in graded}
    for cell in student:
        name = cell.grade_id if cell.grade_id in graded else by_cell_id.get(cell.cell_id)
        if name is None:
            cells.append(_ordinary(cell))
            continue
        if not found[name]:
            cells.append(_copied(graded[name]))
        elif cell.source != graded[name].source:
            cells.append(_ordinary(cell))
        found[name].append(cell)
    cells += [_copied(cell) for name, cell in graded.items() if not found[name]]
    for name, ours in graded_cells(cells):
        if is_written(ours):
            others = [c for c in student if not any(c is candidate for candidate in found[name])]
            _write_answer(ours, found[name], [c for c in others if is_own_text(c.cell_type, c.source, sources)])
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=released.metadata, cells=_with_own_ids(cells))


def graded_cells(cells: list[NotebookNode]) -> Iterator[tuple[str, NotebookNode]]:
    """The cells with an nbgrader id, with it."""
    return ((name, cell) for cell in cells if (name := grade_id(cell.metadata)))


def _with_own_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The same cells, where a missing or copied cell id is replaced; graded cells keep theirs."""
    taken = {cell.id for _, cell in graded_cells(cells)}
    seen: set[str] = set()
    for i, cell in enumerate(cells):
        foreign = cell.id in taken and not grade_id(cell.metadata)
        if cell.id is None or cell.id in seen or foreign:
            cell.id = f"copied-{i}"
        seen.add(cell.id)
    return cells


def fill(notebook: NotebookNode, results: tuple[Result, ...]) -> None:
    """Give every test cell the output that running it would have given: the report, and the points.

    nbgrader reads the points from the cell's result. A test cell without a result gets
    0: nbgrader would give full marks to a cell without output.
    """
    by_function = {result.function: result for result in results}
    for name, cell in graded_cells(notebook.cells):
        if cell.cell_type != "code" or not cell.metadata.nbgrader.get("grade"):
            continue
        result = by_function.get(name)
        shown = {"text/plain": report.text(result), "text/html": report.as_html(result)} if result else None
        points = {"text/plain": repr(float(result.points if result else 0.0))}
        outputs = [_output("execute_result", points, execution_count=1)]
        cell.outputs = [_output("display_data", shown), *outputs] if shown else outputs
        cell.execution_count = 1


def _output(kind: str, data: dict[str, str], **more: Any) -> NotebookNode:
    return NotebookNode(output_type=kind, metadata=NotebookNode(), data=NotebookNode(data), **more)
