"""Clones that Classroom 50 collected: `gh teacher download` names them CLASSROOM-ASSIGNMENT-USERNAME.

The names are the repositories', which Classroom 50 gave; nothing inside a clone, which is its student's, tells whose
it is. https://github.com/foundation50/classroom50, cli/gh-teacher/internal/download.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.handin.archive import Refused

MARKER = ".classroom50.yaml"  # in every repository of a classroom


@dataclass(frozen=True)
class Repository:
    """Whose repository it is, and for which of the course's assignments."""

    assignment: str
    username: str


def is_collection(folder: Path, clones: Collection[str]) -> bool:
    """Whether a folder's clones come from Classroom 50."""
    return any((folder / clone / MARKER).exists() for clone in clones)


def repository(name: str, assignments: Collection[str]) -> Repository | None:
    """What a clone's name tells; None where it names no assignment. Raises `Refused` where it can be read in two ways.

    The assignment may be written with hyphens, as Classroom 50 wants it: data-processing.
    """
    found = [
        Repository(assignment, name[match.end() :])
        for assignment in assignments
        for match in re.finditer(f"-{assignment.replace('_', '[-_]')}-", name, re.IGNORECASE)
        if match.start() and name[match.end() :]
    ]
    if len(found) > 1:
        raise Refused("its name can be read in two ways, so that it may be two students'. Rename it to <student>")
    if found and re.fullmatch(r"group-\d+", found[0].username):
        raise Refused("it is a team's, and its name does not tell whose. Copy it for every member, as <student>")
    return found[0] if found else None
