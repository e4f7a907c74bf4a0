"""Feedback pages: for each student one page of the whole assignment, and one of every exercise.

nbgrader's release_feedback hands out `<notebook>.html`, and nothing else that a student's
fetch_feedback would find; `feedback.html` has all of them on one page, to send or to put elsewhere.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import fsum
from pathlib import Path

from markupsafe import Markup

from autograder.desk import chapters
from autograder.desk.marks import ClassMarks, Mark, Person, Standing
from autograder.desk.pages import render
from autograder.desk.results_files import KeptResults, read_results
from autograder.desk.writing import make_folder, write_whole
from autograder.grading.submissions import MAX_SECRET, SECRET, TIMESTAMP, NotRead, Submission, read_file
from autograder.judging.judge import Result
from autograder.judging.picture import picture
from autograder.judging.report import in_language, told
from autograder.judging.result_data import UnreadableRecord
from autograder.language import said, speak, spoken


@dataclass(frozen=True)
class FunctionPart:
    """What a page says of one function. picture: an SVG drawing, or empty."""

    result: Result
    points: float
    max_points: float
    by_hand: bool
    comment: str
    told: str
    picture: Markup
    chapter: str
    link: str

    @property
    def kept(self) -> int:
        """How many rules are kept."""
        return sum(rule.difference is None for rule in self.result.rules)


@dataclass(frozen=True)
class ExercisePart:
    """What a page says of one exercise: its functions, and the marks of its written answers."""

    name: str
    functions: tuple[FunctionPart, ...]
    written: tuple[Mark, ...]
    points: float
    max_points: float


@dataclass(frozen=True)
class Line:
    """A line of the table of exercises. link: to its place or its page."""

    exercise: str
    points: float
    max_points: float
    link: str


@dataclass(frozen=True)
class Page:
    """All that a feedback page shows."""

    title: str
    student: str
    handed_in: str
    total: float
    max_points: float
    penalty: float
    waiting: int
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    exercises: tuple[ExercisePart, ...]


@dataclass(frozen=True)
class Task:
    """One student's pages. submitted, graded: nbgrader's folders; feedback: where the pages go."""

    person: Person
    standing: Standing
    submitted: Path
    graded: Path
    feedback: Path


def _function_part(result: Result, mark: Mark | None, book: str) -> FunctionPart:
    result = in_language(result)
    failure = result.first_failure
    return FunctionPart(
        result,
        mark.points if mark else result.points,
        mark.max_points if mark else result.max_points,
        bool(mark and mark.by_hand),
        mark.comment if mark else "",
        told(failure) if failure else "",
        # The course's own drawing of numbers; its texts are escaped where it is made.
        Markup(picture(result)),
        chapters.title(result.section) if result.section else "",
        chapters.address(book, result.section),
    )


def _exercise_parts(standing: Standing, kept: KeptResults, book: str) -> tuple[ExercisePart, ...]:
    parts = []
    for exercise in dict.fromkeys([*kept.results, *(mark.exercise for mark in standing.marks)]):
        results = kept.results.get(exercise, ())
        marks = [mark for mark in standing.marks if mark.exercise == exercise]
        by_cell = {mark.cell: mark for mark in marks}
        functions = tuple(_function_part(result, by_cell.get(result.function), book) for result in results)
        judged = {result.function for result in results}
        written = tuple(mark for mark in marks if mark.cell not in judged)
        shown: tuple[FunctionPart | Mark, ...] = (*functions, *written)
        points = fsum(part.points for part in shown)
        max_points = sum(part.max_points for part in shown)
        parts.append(ExercisePart(exercise, functions, written, points, max_points))
    return tuple(parts)


def _page(title: str, shown: tuple[ExercisePart, ...], exercises: tuple[ExercisePart, ...], about: dict) -> Page:
    here = {part.name for part in shown}
    links = {part.name: f"#{part.name}" if part.name in here else f"{part.name}.html" for part in exercises}
    lines = tuple(Line(part.name, part.points, part.max_points, links[part.name]) for part in exercises)
    return Page(title=title, lines=lines, exercises=shown, **about)


def pages(task: Task, kept: KeptResults, assignment: str, max_points: float, book: str) -> Iterator[tuple[str, Page]]:
    """A student's pages by their file names: `feedback.html`, and `<exercise>.html` for every exercise."""
    standing = task.standing
    exercises = _exercise_parts(standing, kept, book)
    about = {
        "student": task.person.name,
        "handed_in": standing.timestamp.strftime("%d %B %Y, %H:%M UTC").lstrip("0") if standing.timestamp else "",
        "total": standing.total,
        "max_points": max_points,
        "penalty": standing.penalty,
        "waiting": sum(mark.waiting for mark in standing.marks),
        "notes": kept.notes,
    }

    yield "feedback.html", _page(said(f"Feedback: {assignment}"), exercises, exercises, about)
    # Students fetch the pages of the notebooks that they handed in: on those stands what has no page of its own.
    loose = tuple(e for e in exercises if task.submitted.is_dir() and not (task.submitted / f"{e.name}.ipynb").exists())
    for exercise in exercises:
        shown = (exercise, *(other for other in loose if other != exercise))
        yield f"{exercise.name}.html", _page(said(f"Feedback: {assignment}, {exercise.name}"), shown, exercises, about)


def _keep(task: Task, assignment: str) -> None:
    """Put beside the pages what release_feedback opens: a student who lacks it would stop it for all the others."""
    submission = Submission(task.person.id, assignment, task.submitted)
    for name in (TIMESTAMP, SECRET):
        try:
            content = read_file(submission, name, MAX_SECRET).decode("utf-8", errors="replace")
        except NotRead:
            # Who did not hand in by the exchange fetches nothing from it: a random name keeps the page from others.
            content = secrets.token_hex(32) if name == SECRET else ""
        write_whole(task.feedback / name, content)


def write_pages(task: Task, assignment: str, max_points: float, book: str) -> str:
    """Write one student's pages. Returns what went wrong, "" where all is well. Raises `NotWritable`."""
    try:
        kept = read_results(task.graded)
    except UnreadableRecord as problem:
        return f"{task.person.id}: {problem}"
    make_folder(task.feedback)
    for name, page in pages(task, kept, assignment, max_points, book):
        write_whole(task.feedback / name, render("feedback.html", page=page))
    _keep(task, assignment)
    return ""


def write_feedback(tasks: list[Task], marks: ClassMarks, book: str, jobs: int) -> Iterator[str]:
    """Write the pages of all students, `jobs` at a time. Yields for each what went wrong, "" where all is well."""
    work = partial(write_pages, assignment=marks.assignment, max_points=marks.max_points, book=book)
    if jobs < 2 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), initializer=speak, initargs=(spoken(),)) as pool:
        yield from pool.map(work, tasks, chunksize=4)
