"""What each assignment weighs in the term, from a file and from the command line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from autograder.class_list import table_lines

COLUMNS = ["assignment", "weight"]
_WEIGHT = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)


class UnusableWeights(ValueError):
    """Weights that cannot be used; the message says where and what to do."""


def _from_file(path: Path) -> Iterator[tuple[str, str, str]]:
    """Where it stands, the assignment, and what is said to be its weight."""
    lines = table_lines(path)
    header = [name.lower() for name in lines[0][1]] if lines else []
    if header != COLUMNS:
        raise UnusableWeights(f"{path}, line 1: the columns must be assignment,weight.")
    for line, cells in lines[1:]:
        if any(cells):
            name, weight, *_ = [*cells, ""]
            yield f"{path}, line {line}", name, weight


def _from_words(words: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for word in words:
        name, _, weight = word.rpartition("=")
        if not name:
            raise UnusableWeights(f"--weight {word}: write it as ASSIGNMENT=NUMBER, optimization=2 for instance.")
        yield f"--weight {word}", name, weight


def read_weights(file: Path | None, words: Iterable[str], there: Sequence[str]) -> dict[str, Fraction]:
    """The weights by assignment, of those that are named.

    words: as `optimization=2`. there: all assignments. Raises `UnusableWeights`, `UnusableRoster`.
    """
    found: dict[str, Fraction] = {}
    for where, name, weight in (*(_from_file(file) if file else ()), *_from_words(words)):
        if name not in there:
            raise UnusableWeights(f"{where}: there is no assignment {name!r}. There are: {', '.join(there)}.")
        if name in found:
            raise UnusableWeights(f"{where}: {name} has a weight already. Delete one of the two.")
        if not _WEIGHT.fullmatch(weight.strip()):
            raise UnusableWeights(f"{where}: the weight {weight!r} is no number of 0 or more, as 2 or 0.5.")
        found[name] = Fraction(weight.strip().replace(",", "."))
    return found


def weights_of(assignments: Sequence[str], named: dict[str, Fraction], file: Path | None) -> dict[str, Fraction]:
    """What each graded assignment weighs: as named, else 1. A file must name all of them. Raises `UnusableWeights`."""
    if file and (unnamed := [a for a in assignments if a not in named]):
        raise UnusableWeights(f"{file} has no weight for {unnamed[0]}. Add a line; the weight 0 leaves it out.")
    found = {assignment: named.get(assignment, Fraction(1)) for assignment in assignments}
    if not any(found.values()):
        raise UnusableWeights("All graded assignments weigh 0, so there is nothing to count. Give one of them more.")
    return found
