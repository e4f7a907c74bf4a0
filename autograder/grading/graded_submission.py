"""One submission, graded: its results, its scores cell by cell, and its folder in `autograded/`."""

import contextlib
import json
import logging
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution

from autograder.grading.judge_modules import Results, Run, grade_modules
from autograder.grading.lateness import read_time
from autograder.grading.notebooks import StudentCell, UnreadableNotebook, fill, graded_cells, read_cells, rebuilt
from autograder.grading.submissions import MAX_SECRET, SECRET, HandedIn, NotRead, Submission, read, read_file
from autograder.judging import report
from autograder.judging.result_data import as_data
from autograder.sandbox.starters import Starter

RESULTS = "results.json"
_QUIET = logging.Logger("nbgrader", logging.ERROR)


@dataclass(frozen=True)
class Graded:
    """What the gradebook gets of one submission.

    digest: of what was handed in. timestamp: when, UTC in ISO format, None where that is unknown.
    scores: by exercise, for each graded cell its automatic score; None waits for a person.
    comments: by exercise, for each written cell nbgrader's automatic comment.
    rows: of `--json`. notes: what was odd about the submission.
    """

    student: str
    digest: str
    timestamp: str | None
    scores: dict[str, dict[str, float | None]]
    comments: dict[str, dict[str, str | None]]
    rows: list[dict]
    notes: list[str]

    def as_line(self) -> bytes:
        """One line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def from_line(line: bytes) -> "Graded":
        """What `as_line` wrote."""
        return Graded(**json.loads(line))


def _timestamp(content: bytes | NotRead) -> tuple[str | None, list[str]]:
    """When a submission was handed in, and a note where that cannot be read."""
    if isinstance(content, NotRead):
        absent = "is missing" in str(content)
        return None, [] if absent else [f"{content} No lateness was counted."]
    text = content.decode("utf-8", errors="replace").strip()
    try:
        return read_time(text).isoformat(), []
    except ValueError as problem:
        return None, [f"timestamp.txt says {problem}: no lateness was counted."]


def _cells(content: bytes | NotRead, exercise: str) -> tuple[list[StudentCell], list[str]]:
    try:
        if isinstance(content, NotRead):
            raise UnreadableNotebook(str(content))
        return read_cells(content, f"{exercise}.ipynb"), []
    except UnreadableNotebook as problem:
        return [], [f"{problem} {exercise}.py was graded all the same; there is no written answer."]


def _scores(notebook: NotebookNode) -> dict[str, float | None]:
    graded = graded_cells(notebook.cells)
    return {name: determine_grade(cell, _QUIET)[0] for name, cell in graded if is_grade(cell)}


def _comments(notebook: NotebookNode) -> dict[str, str | None]:
    def comment(cell: NotebookNode) -> str | None:
        return "No response." if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) else None

    return {name: comment(cell) for name, cell in graded_cells(notebook.cells) if is_solution(cell)}


def rows(results: Results, student: str, run: Run) -> list[dict]:
    """The rows of `--json` for one submission."""
    stamps = {"isolation": run.isolation, "seed": run.seed}
    return [
        report.row(result, run.assignment, exercise, student, **stamps)
        for exercise, of_exercise in results.items()
        for result in of_exercise
    ]


def grade_submission(
    submission: Submission, run: Run, released: dict[str, NotebookNode], starter: Starter, folder: Path, run_id: str
) -> Graded:
    """Grade one submission and write its graded notebooks. Raises `SandboxUnavailable`, OSError.

    released: the released notebook of every exercise. folder: is made anew.
    """
    handed_in = read(submission, list(released))
    results = grade_modules(modules_of(handed_in), run, starter)
    run = replace(run, isolation=starter.walls.name)
    return put_together(submission, handed_in, results, run, released, folder, run_id)


def modules_of(handed_in: HandedIn) -> dict[str, bytes | str]:
    """What is judged of a submission: for every exercise its module's bytes, or why there are none."""
    return {e: content if isinstance(content, bytes) else str(content) for e, content in handed_in.modules.items()}


def put_together(
    submission: Submission,
    handed_in: HandedIn,
    results: Results,
    run: Run,
    released: dict[str, NotebookNode],
    folder: Path,
    run_id: str,
) -> Graded:
    """The graded submission, once its modules have been judged; writes its graded notebooks. Raises OSError."""
    timestamp, notes = _timestamp(handed_in.timestamp)
    notebooks = {}
    for exercise, original in released.items():
        cells, odd = _cells(handed_in.notebooks[exercise], exercise)
        notes += odd
        notebooks[exercise] = rebuilt(cells, original)
        fill(notebooks[exercise], results[exercise])
    graded = Graded(
        submission.student,
        handed_in.digest,
        timestamp,
        {e: _scores(notebook) for e, notebook in notebooks.items()},
        {e: _comments(notebook) for e, notebook in notebooks.items()},
        rows(results, submission.student, run),
        notes,
    )
    _write(folder, handed_in, notebooks, _stamped(graded, results, run, run_id))
    _keep_secret(submission, folder)
    return graded


def _keep_secret(submission: Submission, folder: Path) -> None:
    """Hand the exchange's secret on: nbgrader's release_feedback looks for it beside the feedback."""
    with contextlib.suppress(NotRead):
        (folder / SECRET).write_bytes(read_file(submission, SECRET, MAX_SECRET))


def _stamped(graded: Graded, results: Results, run: Run, run_id: str) -> dict:
    about = {"run": run_id, "seed": run.seed, "isolation": run.isolation, "digest": graded.digest}
    functions = [{"exercise": e, **as_data(result)} for e, of_exercise in results.items() for result in of_exercise]
    return {**about, "notes": graded.notes, "results": graded.rows, "functions": functions}


def _write(folder: Path, handed_in: HandedIn, notebooks: dict[str, NotebookNode], results: dict) -> None:
    """The graded notebooks, the modules as they were handed in, and the results."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for exercise, notebook in notebooks.items():
        (folder / f"{exercise}.ipynb").write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    for exercise, source in handed_in.modules.items():
        if isinstance(source, bytes):
            (folder / f"{exercise}.py").write_bytes(source)
    if isinstance(handed_in.timestamp, bytes):
        (folder / "timestamp.txt").write_bytes(handed_in.timestamp)
    (folder / RESULTS).write_text(json.dumps(results), encoding="utf-8")
