"""What is a student's own in a submission: the traces in modules and answers, without those of what all were given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from autograder.desk.traces import (
    COMMENT,
    MAX_CHARACTERS,
    SENTENCE,
    Trace,
    as_text,
    keys,
    module_traces,
    word_traces,
)
from autograder.grading.course import Course, released_notebooks
from autograder.grading.notebooks import UnreadableNotebook, read_cells
from autograder.grading.own_text import is_own_text
from autograder.grading.submissions import NotRead, Submission, read
from autograder.judging.references import ROOT, exercises_of, reference_source


@dataclass(frozen=True)
class Given:
    """What everybody has: stubs, notebooks, the book, and the reference, which right solutions cannot but resemble.

    keys: of its traces. cells: the sources of the released notebook's cells, by exercise.
    """

    keys: frozenset[int]
    cells: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class OwnWork:
    """A student's texts and own traces, by file. left_out: sentences on files that were not compared."""

    texts: Mapping[str, str]
    traces: Mapping[str, tuple[Trace, ...]]
    left_out: tuple[str, ...]


def _words(text: str) -> set[int]:
    return keys(word_traces(COMMENT, text)) | keys(word_traces(SENTENCE, text))


@cache
def _words_of_the_book() -> frozenset[int]:
    # A folder with an underscore holds what the build needs.
    pages = (page for pattern in ("*.md", "[!_]*/*.md") for page in (ROOT / "book").glob(pattern))
    return frozenset().union(*(_words(page.read_text(encoding="utf-8")) for page in pages))


def given(course: Course, assignment: str) -> Given:
    """What everybody was given in an assignment. Raises `Unprepared`."""
    notebooks = released_notebooks(course, assignment)
    folder = course.folder(course.directory.release_directory, ".", assignment)
    found: set[int] = set()
    for exercise in exercises_of(assignment):
        stub = folder / f"{exercise}.py"
        for text in (reference_source(assignment, exercise), as_text(stub.read_bytes()) if stub.is_file() else ""):
            found |= keys(module_traces(f"{exercise}.py", text))
    cells = {e: frozenset(cell.source.strip() for cell in notebook.cells) for e, notebook in notebooks.items()}
    for source in (source for sources in cells.values() for source in sources):
        found |= _words(source)
    return Given(_words_of_the_book() | found, cells)


def _answers(data: bytes, name: str, released: frozenset[str]) -> str:
    """The text that a student wrote into a notebook, in its order. Raises `UnreadableNotebook`."""
    cells = read_cells(data, name)
    return "\n\n".join(cell.source for cell in cells if is_own_text(cell.cell_type, cell.source, set(released)))


def _texts(submission: Submission, assigned: Given) -> Iterator[tuple[str, str | None]]:
    """The texts to compare, by file; None for a file that cannot be read."""
    handed = read(submission, list(assigned.cells))
    for exercise, module in handed.modules.items():
        yield f"{exercise}.py", None if isinstance(module, NotRead) or b"\0" in module else as_text(module)
    for exercise, notebook in handed.notebooks.items():
        name = f"{exercise}.ipynb"
        try:
            text = None if isinstance(notebook, NotRead) else _answers(notebook, name, assigned.cells[exercise])
        except UnreadableNotebook:
            text = None
        yield name, text


def _traces(name: str, text: str) -> list[Trace]:
    return module_traces(name, text) if name.endswith(".py") else word_traces(SENTENCE, text)


def own_work(submission: Submission, assigned: Given) -> OwnWork:
    """Read a submission and find its traces. No file in it stops this: what cannot be compared is told."""
    texts, left_out = {}, []
    for name, text in _texts(submission, assigned):
        if text is None and not submission.may_hold(name):
            continue  # not handed in
        if text is None:
            left_out.append(f"{submission.student}, {name}: no text that can be read")
        elif len(text) > MAX_CHARACTERS:
            left_out.append(f"{submission.student}, {name}: longer than {MAX_CHARACTERS:,} characters")
        else:
            texts[name] = text
    traces = {n: tuple(t for t in _traces(n, text) if t.key not in assigned.keys) for n, text in texts.items()}
    return OwnWork(texts, traces, tuple(left_out))
