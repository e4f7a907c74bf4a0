"""A student's notebook with the instructor's graded cells: points, ids and test cells are never the student's."""

import json
import warnings
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.judging import report
from autograder.judging.judge import Result

MAX_NOTEBOOK = 20_000_000  # bytes


class UnreadableNotebook(ValueError):
    """A notebook that is missing or no notebook; the message says which and goes to the student."""


def read_notebook(path: Path) -> NotebookNode:
    """A student's notebook in the current format. Raises `UnreadableNotebook`."""
    if path.is_symlink() or not path.is_file():
        raise UnreadableNotebook(f"{path.name} is missing from the submission.")
    size = path.stat().st_size
    if size > MAX_NOTEBOOK:
        raise UnreadableNotebook(f"{path.name} has {size // 1_000_000} MB, more than the 20 MB that are read.")
    try:
        # Warnings are for authors: what is odd in a submission is mended by `rebuilt`.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.current_nbformat)
            nbformat.validate(notebook)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableNotebook(f"{path.name} is no notebook ({type(error).__name__}).") from error
    except nbformat.ValidationError as error:
        raise UnreadableNotebook(f"{path.name} is no valid notebook.") from error
    return notebook


def grade_id(cell: NotebookNode) -> str | None:
    """A cell's nbgrader id, None for a cell without one."""
    about = cell.metadata.get("nbgrader")
    found = about.get("grade_id") if isinstance(about, dict) else None
    return found if isinstance(found, str) else None


def is_written(cell: NotebookNode) -> bool:
    """Whether a released cell is a written question, which a person grades."""
    about = cell.metadata.nbgrader
    return bool(about.get("grade") and about.get("solution"))


def _answer_to(question: NotebookNode, candidates: list[NotebookNode]) -> str | None:
    """The text that a student gave to a written question: the first that is not the stub."""
    texts = [cell.source for cell in candidates]
    return next((text for text in texts if text.strip() != question.source.strip()), texts[0] if texts else None)


def rebuilt(student: NotebookNode | None, released: NotebookNode) -> NotebookNode:
    """The notebook to grade: the student's cells, with the released graded cells in their places.

    A graded cell is found by its nbgrader id, or by its cell id where the metadata was
    stripped. A duplicate becomes an ordinary cell; a deleted one comes back at the end. Of
    a written question the student's text stands in the released cell. Outputs are cleared.
    """
    graded = {grade_id(cell): cell for cell in released.cells if grade_id(cell)}
    by_cell_id = {cell.get("id"): name for name, cell in graded.items()}
    cells, found = [], {name: [] for name in graded}
    for cell in student.cells if student else []:
        name = grade_id(cell)
        name = name if name in graded else by_cell_id.get(cell.get("id"))
        if name is None:
            cells.append(_ordinary(cell))
            continue
        if not found[name]:
            cells.append(graded[name].copy())
        elif cell.source != graded[name].source:
            cells.append(_ordinary(cell))
        found[name].append(cell)
    cells += [cell.copy() for name, cell in graded.items() if not found[name]]
    for cell in cells:
        name = grade_id(cell)
        if name and is_written(cell):
            cell.source = _answer_to(graded[name], found[name]) or cell.source
    notebook = nbformat.v4.new_notebook(cells=_with_own_ids(cells), metadata=released.metadata)
    return nbformat.from_dict(json.loads(json.dumps(notebook)))


def _ordinary(cell: NotebookNode) -> NotebookNode:
    """A cell without nbgrader's metadata and without outputs."""
    plain = nbformat.from_dict({k: v for k, v in cell.items() if k in ("cell_type", "source", "id")})
    plain.metadata = nbformat.from_dict({})
    if plain.cell_type == "code":
        plain.outputs, plain.execution_count = [], None
    return plain


def _with_own_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The same cells, where a copied cell id is replaced."""
    seen: set[str] = set()
    for i, cell in enumerate(cells):
        if cell.get("id") in seen or "id" not in cell:
            cell.id = f"copied-{i}"
        seen.add(cell.id)
    return cells


def fill(notebook: NotebookNode, results: tuple[Result, ...]) -> None:
    """Give every test cell the output that running it would have given: the report, and the points.

    nbgrader reads the points from the cell's result. A test cell without a result gets
    0: nbgrader would give full marks to a cell without output.
    """
    by_function = {result.function: result for result in results}
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None or cell.cell_type != "code" or not cell.metadata.nbgrader.get("grade"):
            continue
        result = by_function.get(name)
        shown = {"text/plain": report.text(result), "text/html": report.as_html(result)} if result else {}
        points = {"text/plain": repr(float(result.points if result else 0.0))}
        cell.outputs = [
            *([nbformat.v4.new_output("display_data", shown)] if result else []),
            nbformat.v4.new_output("execute_result", points, execution_count=1),
        ]
        cell.execution_count = 1
