"""The released exercises on a student's disk: which a path stands for, and their rules."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.copies import meant
from autograder.judging import rules
from autograder.judging.lecture_order import place
from autograder.judging.rules import FunctionRules, Unreadable


class UnusablePath(ValueError):
    """A path that `check` can do nothing with; the message says what to do instead."""


def is_exercise(released: Path) -> bool:
    """Whether a JSON file is an exercise's: its notebook or module is beside it."""
    return any(released.with_suffix(suffix).exists() for suffix in (".ipynb", ".py"))


def _below(folder: Path) -> Iterator[Path]:
    """The released files below a folder; hidden folders, as Jupyter's checkpoints, are left out."""
    for name, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found = (Path(name) / file for file in files if file.endswith(".json"))
        yield from (path for path in found if is_exercise(path))


def _original(path: Path) -> str | None:
    """The name of the module that a file is a copy of, as `sgd.py` for `sgd (1).py`; None where it is no such copy."""
    modules = tuple(file.with_suffix(".py").name for file in sorted(path.parent.glob("*.json")) if is_exercise(file))
    return meant(path.with_suffix(".py").name, modules)


def released_files(path: Path) -> list[Path]:
    """The released JSON files that a path stands for: a module's, or all below a folder.

    Raises `UnusablePath` where there is none.
    """
    if path.is_dir():
        found = list(_below(path))
        if not found:
            raise UnusablePath(f"{path} holds no exercise. Name a module or a folder, as exercises/optimization.")
        return found
    if path.suffix not in (".py", ".ipynb", ".json"):
        raise UnusablePath(f"{path} is neither a module nor a folder. Try exercises/optimization/momentum.py.")
    if not path.exists():
        raise UnusablePath(f"{path} does not exist. Name a module or a folder, as exercises/optimization.")
    released = path.with_suffix(".json")
    if not released.exists():
        if original := _original(path):
            raise UnusablePath(
                f"{path} is called as a copy of {original} is, and only {original} is checked and graded. "
                f"If your work is in the copy, rename it to {original}, then check again."
            )
        raise UnusablePath(
            f"{released.name} is missing beside {path}: it holds the rules. Copy it from the course's release."
        )
    return [released]


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(text)))


def outdated(released: Path, version: str) -> str:
    """A sentence where an exercise was released by an older version of the course than this package, else nothing.

    Raises `Unreadable` where it was released by a newer one: its rules may say what this package doesn't know.
    """
    if _version(version) > _version(__version__):
        raise Unreadable(
            f"{released} is of version {version} of the course, and this autograder of version {__version__}. "
            "Install the course's newer package, then check again."
        )
    if _version(version) == _version(__version__):
        return ""
    return (
        f"The exercises are of version {version} of the course, and this autograder of version {__version__}: "
        "they are checked by the older rules. Fetch them anew, and keep your modules."
    )


@lru_cache(maxsize=256)
def _read(path: Path, stamp: tuple[Any, ...]) -> tuple[Mapping[str, Any], tuple[FunctionRules, ...]]:
    return rules.read(path)


def read(released: Path) -> tuple[Mapping[str, Any], tuple[FunctionRules, ...]]:
    """The heading and the functions of a released file, kept in memory until it changes. Raises `Unreadable`."""
    about = released.stat()
    return _read(released, (about.st_mtime_ns, about.st_size))


def in_order(released: Iterable[Path]) -> list[Path]:
    """Released files in the lecture's order, each once. Raises `Unreadable`."""

    def by(file: Path) -> tuple[Any, ...]:
        heading = read(file)[0]
        return (*place(heading["assignment"], heading["exercise"]), file)

    return sorted(set(released), key=by)
