"""The released course on somebody's disk: which exercises an assignment has, and where its folder lies."""

import re
from pathlib import Path

from autograder.judging.lecture_order import assignment_place, place

NOTEBOOK, MODULE = ".ipynb", ".py"
COURSE = "training-neural-networks"
PLACES = ("my_exercises", "exercises", ".")  # where an assignment's folder is looked for, in this order


class NoSuchAssignment(ValueError):
    """An assignment, or its folder, that was not found; the message says where it was looked for."""


def exercises_of(folder: Path) -> tuple[str, ...]:
    """The exercises of an assignment's folder, by the released rules in it; without any rules, by its notebooks.

    In the lecture's order.

    folder: a folder as `release` writes it, with a student's work in it. It need not exist.
    """
    ruled = [p.stem for p in folder.glob("*.json") if _holds_rules(p)]
    found = ruled or [p.stem for p in folder.glob(f"*{NOTEBOOK}")]
    assignment = assignment_in(folder)
    return tuple(sorted(found, key=lambda exercise: place(assignment, exercise)))


def _holds_rules(path: Path) -> bool:
    """Whether a JSON file is a released exercise's: its first line names the exercise, as its file name does."""
    with path.open("rb") as file:
        heading = file.read(500).partition(b"\n")[0]
    return f'"exercise": "{path.stem}"'.encode() in heading


def files_of(exercises: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the files that are handed in for these exercises: notebook and module of each."""
    return tuple(exercise + suffix for exercise in exercises for suffix in (NOTEBOOK, MODULE))


def released_course(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every assignment below a folder with its exercises. Raises `NoSuchAssignment` where there is none."""
    if not folder.is_dir():
        raise NoSuchAssignment(f"{folder} is no folder. Name the released exercises with --exercises DIR.")
    found = {p.name: exercises_of(p) for p in folder.iterdir() if p.is_dir()}
    course = {assignment: found[assignment] for assignment in sorted(found, key=assignment_place) if found[assignment]}
    if not course:
        raise NoSuchAssignment(f"{folder} holds no released assignment. Name their folder with --exercises DIR.")
    return course


def assignment_folder(assignment: str, exercises: Path | None, here: Path) -> Path:
    """The folder with a student's work on an assignment.

    assignment: its name, as "optimization", or the path of its folder: `optimization/`, `.`, `../mine/optimization`.
    exercises: the folder that holds it, or that folder itself; None looks around `here`, and takes `here` where it
    is that folder. Raises `NoSuchAssignment`.
    """
    if exercises is not None and not exercises.is_dir():
        raise NoSuchAssignment(f"{exercises} is no folder. Name the one that holds {assignment}/ with --exercises DIR.")
    places = [exercises] if exercises is not None else [here / name for name in PLACES]
    name = assignment.rstrip("/\\")
    if not name or name in (".", "..") or set(name) & set("/\\") or (here / name).is_file():
        return _own_folder(here / assignment, assignment)
    candidates = [where / name for where in places]
    if places[-1].resolve().name == name:
        candidates.insert(0, places[-1])
    for candidate in candidates:
        if candidate.is_dir() and exercises_of(candidate):
            return candidate
    raise NoSuchAssignment(_not_found(name, places))


def _own_folder(path: Path, named: str) -> Path:
    """A path that was named where an assignment's name is meant. Raises `NoSuchAssignment`."""
    folder = path.parent if path.is_file() else path
    if not folder.is_dir():
        raise NoSuchAssignment(f"{named} is no folder. Name an assignment, as optimization, or its folder.")
    if not exercises_of(folder):
        raise NoSuchAssignment(_not_found(folder.resolve().name, [folder]))
    return folder


def assignment_in(folder: Path) -> str:
    """The name of the assignment whose folder this is: by the released rules in it, else the folder's own name."""
    for path in sorted(folder.glob("*.json")):
        with path.open("rb") as file:
            named = re.search(rb'"assignment": "(\w+)"', file.read(500).partition(b"\n")[0])
        if named and _holds_rules(path):
            return named[1].decode()
    return folder.resolve().name


def _not_found(assignment: str, places: list[Path]) -> str:
    known = {p.name for where in places if where.is_dir() for p in where.iterdir() if exercises_of(p)}
    if known:
        return (
            f"there is no assignment {assignment!r} here. There are: {', '.join(sorted(known, key=assignment_place))}."
        )
    return f"{places[-1].resolve()} holds no exercises. Go to the course's folder, or name it with --exercises DIR."
