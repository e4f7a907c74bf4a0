"""One submission, graded: its results, its scores cell by cell, and its folder in `autograded/`."""

import contextlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution

from autograder.grading import graded_folder
from autograder.grading.graded_folder import Origin
from autograder.grading.judges.falls import Fall, plain, results_after
from autograder.grading.judges.judge_modules import Results, Run, grade_modules
from autograder.grading.late_work.lateness import read_time
from autograder.grading.notebooks import StudentCell, UnreadableNotebook, fill, graded_cells, read_cells, rebuilt, size
from autograder.grading.submissions import MAX_SECRET, SECRET, TIMESTAMP, HandedIn, NotRead, Submission, read, read_file
from autograder.judging import report
from autograder.judging.references import exercises_of
from autograder.judging.result_data import as_data
from autograder.sandbox.starters import Starter

MAX_WRITTEN = 20_000_000  # characters of all graded notebooks of one submission
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


def _cells(content: bytes | NotRead, exercise: str, room: int) -> tuple[list[StudentCell], list[str]]:
    try:
        if isinstance(content, NotRead):
            raise UnreadableNotebook(str(content))
        cells = read_cells(content, f"{exercise}.ipynb")
        if size(cells) > room:
            raise UnreadableNotebook(
                f"{exercise}.ipynb is too much: the notebooks have over {MAX_WRITTEN:,} characters."
            )
        return cells, []
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


@dataclass(frozen=True)
class Grading:
    """What a submission is graded with.

    released: the released notebook of every exercise that is graded. made_from: by exercise, of which rules it is.
    keeps: the graded folder whose other exercises stay as they are; None where all are graded.
    """

    run: Run
    released: dict[str, NotebookNode]
    run_id: str
    made_from: dict[str, str]
    keeps: Path | None = None


def grade_submission(
    submission: Submission,
    grading: Grading,
    folder: Path,
    starter: Starter,
    tell: Callable[[Results], None] = lambda results: None,
    fall: Fall | None = None,
) -> Graded:
    """Grade one submission and write its graded notebooks. Raises `SandboxUnavailable`, OSError.

    folder: is made anew. tell: gets the plain results of each module as soon as it is judged.
    fall: of the judge that was at it before; the modules are not run again.
    """
    handed_in = read(submission, list(grading.released))
    modules = modules_of(handed_in)
    if fall:
        results = results_after(fall, modules, grading.run)
    else:
        results = grade_modules(modules, grading.run, starter, lambda some: tell(plain(some)))
    return put_together(submission, handed_in, results, grading, folder, [fall.why] if fall else [])


def plain_record(submission: Submission, grading: Grading, folder: Path, fall: Fall) -> Graded:
    """The graded submission where a judge fell on its notebooks too: nothing of it is looked at but bytes.

    Raises OSError.
    """
    handed_in = read(submission, list(grading.released))
    results = plain(results_after(fall, modules_of(handed_in), grading.run))
    without = replace(handed_in, notebooks={e: NotRead(f"{e}.ipynb could not be shown.") for e in grading.released})
    return put_together(submission, without, results, grading, folder, [fall.why])


def modules_of(handed_in: HandedIn) -> dict[str, bytes | str]:
    """What is judged of a submission: for every exercise its module's bytes, or why there are none."""
    return {e: content if isinstance(content, bytes) else str(content) for e, content in handed_in.modules.items()}


def put_together(
    submission: Submission,
    handed_in: HandedIn,
    results: Results,
    grading: Grading,
    folder: Path,
    notes: Iterable[str] = (),
) -> Graded:
    """The graded submission, once its modules have been judged; writes its graded notebooks. Raises OSError.

    notes: what was odd about it so far.
    """
    timestamp, about_time = _timestamp(handed_in.timestamp)
    of_exercises: dict[str, list[str]] = {}
    notebooks, room = {}, MAX_WRITTEN
    for exercise, original in grading.released.items():
        cells, odd = _cells(handed_in.notebooks[exercise], exercise, room)
        room -= size(cells)
        of_exercises[exercise] = [*notes, *odd]
        notebooks[exercise] = rebuilt(cells, original)
        fill(notebooks[exercise], results[exercise])
    graded = Graded(
        submission.student,
        handed_in.digest,
        timestamp,
        {e: _scores(notebook) for e, notebook in notebooks.items()},
        {e: _comments(notebook) for e, notebook in notebooks.items()},
        rows(results, submission.student, grading.run),
        list(dict.fromkeys([*about_time, *(note for odd in of_exercises.values() for note in odd)])),
    )
    stamped = _stamped(graded, handed_in, results, grading) | {"notes_of": of_exercises}
    if grading.keeps:
        before = graded_folder.read_data(grading.keeps)
        if before is None:
            raise FileNotFoundError(2, "it was taken away while its other exercises were graded", str(grading.keeps))
        stamped = graded_folder.merged(before, stamped | {"notes": about_time}, exercises_of(grading.run.assignment))
    _write(folder, handed_in, notebooks, stamped, grading.keeps)
    _keep_secret(submission, folder)
    return graded


def line_apart(tell: Callable[[Results], None], *arguments: Any) -> bytes:
    """`put_together`'s line, in a process apart."""
    return put_together(*arguments).as_line()


def _keep_secret(submission: Submission, folder: Path) -> None:
    """Hand the exchange's secret on: nbgrader's release_feedback looks for it beside the feedback."""
    with contextlib.suppress(NotRead):
        (folder / SECRET).write_bytes(read_file(submission, SECRET, MAX_SECRET))


def _origin(exercise: str, handed_in: HandedIn, grading: Grading) -> Origin:
    run = grading.run
    files = handed_in.digest_of(handed_in.modules[exercise]), handed_in.digest_of(handed_in.notebooks[exercise])
    return Origin(grading.run_id, run.seed, run.isolation, grading.made_from[exercise], *files)


def _stamped(graded: Graded, handed_in: HandedIn, results: Results, grading: Grading) -> dict[str, Any]:
    run = grading.run
    about = {"run": grading.run_id, "seed": run.seed, "isolation": run.isolation, "digest": graded.digest}
    exercises = {e: graded_folder.as_data(_origin(e, handed_in, grading)) for e in results}
    functions = [{"exercise": e, **as_data(result)} for e, of_exercise in results.items() for result in of_exercise]
    return {**about, "exercises": exercises, "notes": graded.notes, "results": graded.rows, "functions": functions}


def _write(
    folder: Path, handed_in: HandedIn, notebooks: dict[str, NotebookNode], results: dict[str, Any], keeps: Path | None
) -> None:
    """The graded notebooks, the modules as they were handed in, and the results; beside what is kept of others."""
    shutil.rmtree(folder, ignore_errors=True)
    if keeps:
        shutil.copytree(keeps, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for exercise, notebook in notebooks.items():
        (folder / f"{exercise}.ipynb").write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    for exercise, source in handed_in.modules.items():
        if isinstance(source, bytes):
            (folder / f"{exercise}.py").write_bytes(source)
    (folder / TIMESTAMP).unlink(missing_ok=True)
    if isinstance(handed_in.timestamp, bytes):
        (folder / TIMESTAMP).write_bytes(handed_in.timestamp)
    graded_folder.write_data(folder, results)
