"""Which of several files is meant, where a submission holds more than is wanted of it."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from autograder.copies import meant
from autograder.handin.archive import Refused, shown

Found = TypeVar("Found")  # an entry of a zip, or the path of a file

FORGOTTEN = ("__MACOSX", "__pycache__")  # folders that nobody means to hand in


@dataclass(frozen=True)
class Candidate(Generic[Found]):
    """A file that may be one of the wanted. called: its name, with its path. order: the upload's, as in `Delivery`."""

    called: str
    what: Found
    order: int | None = None


def forgotten(called: str) -> bool:
    """Whether a file lies where programs put theirs, and not students."""
    return any(part.startswith(".") or part in FORGOTTEN for part in PurePosixPath(called).parts)


def candidates_of(
    found: list[Candidate[Found]], wanted: tuple[str, ...]
) -> tuple[dict[str, list[Candidate[Found]]], list[str]]:
    """All files that may be each of the wanted, and the names of the others."""
    candidates: dict[str, list[Candidate[Found]]] = defaultdict(list)
    left = []
    for candidate in found:
        if name := meant(PurePosixPath(candidate.called).name, wanted):
            candidates[name].append(candidate)
        else:
            left.append(shown(candidate.called))
    return candidates, left


def chosen_of(found: list[Candidate[Found]], wanted: tuple[str, ...]) -> tuple[dict[str, Found], list[str]]:
    """What counts for every wanted file that is there, and the names of the others. Raises `Refused`."""
    candidates, left = candidates_of(found, wanted)
    chosen = {}
    for name, several in candidates.items():
        one = one_of(name, several)
        chosen[name] = one.what
        left += [shown(other.called) for other in several if other is not one]
    return chosen, left


def one_of(name: str, several: list[Candidate[Found]]) -> Candidate[Found]:
    """Which of several files for one counts: Canvas's latest upload, else the one whose name is right, else the one.

    Raises `Refused` where nobody can tell.
    """
    uploads = [candidate for candidate in several if candidate.order is not None]
    if len(uploads) == len(several):
        return max(uploads, key=lambda candidate: candidate.order or 0)
    places = [c for c in several if PurePosixPath(c.called).name == name] or several
    if len(places) > 1:
        where = " and ".join(shown(candidate.called) for candidate in places[:2])
        raise Refused(f"it has two files {name}, and nobody can tell which is meant ({where})")
    return places[0]
