"""Whose work is what: the pieces that came, by student, and the assignment that they are of."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.class_list import folded, same_id
from autograder.copies import meant
from autograder.handin.archive import ONE_STUDENT, Refused, checked, opened, shown
from autograder.handin.downloads import Sender
from autograder.handin.identified import Student, Unidentified, student_of
from autograder.handin.pieces import Collected, Piece
from autograder.handin.released_exercises import files_of


class WhichAssignment(ValueError):
    """It cannot be told which assignment was handed in; the message says how to name it."""


@dataclass(frozen=True)
class Work:
    """What one student handed in."""

    student: Student
    pieces: tuple[Piece, ...]

    @property
    def sender(self) -> Sender:
        """Who handed it in: one sender, or there would be no work."""
        return self.pieces[0].delivery.sender


def assignment_of(found: Collected, course: dict[str, tuple[str, ...]]) -> str:
    """The one assignment whose files were handed in. Raises `WhichAssignment`."""
    why = [": ".join(refused) for refused in found.refused]
    candidates: dict[str, None] = {}
    for piece in found.pieces:
        try:
            names = _names(piece)
        except Refused as refusal:
            why.append(f"{piece.delivery.sender}: {refusal}")
            continue
        candidates |= dict.fromkeys(a for a, exercises in course.items() if _any(names, files_of(exercises)))
    candidates = {assignment: None for assignment in course if assignment in candidates}
    if len(candidates) > 1:
        what = f"files of {' and '.join(candidates)} were handed in"
        raise WhichAssignment(f"{what}. Name the assignment that you want: --assignment {next(iter(candidates))}")
    if not candidates:
        told = f" ({'; '.join(why[:3])}{'; ...' if len(why) > 3 else ''})" if why else ""
        raise WhichAssignment(f"there is no file of any assignment{told}. To see more, name one: --assignment NAME")
    return next(iter(candidates))


def _any(names: set[str], wanted: tuple[str, ...]) -> bool:
    return any(meant(name, wanted) for name in names)


def _names(piece: Piece) -> set[str]:
    """The names of the files in a piece, without their folders. Raises `Refused`."""
    if piece.file is None:
        return set()
    if piece.file.suffix.lower() != ".zip":
        return {PurePosixPath(piece.delivery.original).name}
    with opened(piece.file, ONE_STUDENT) as archive:
        names = {PurePosixPath(info.filename).name for info in checked(archive, ONE_STUDENT)}
    zips = sorted(name for name in names if name.lower().endswith(".zip"))
    if zips and not any(name.endswith((".py", ".ipynb")) for name in names):
        raise Refused(f"it holds another zip ({shown(zips[0])}). Take that one out, and unpack it as <student>.zip")
    return names


def works_of(
    pieces: list[Piece], roster: tuple[Student, ...] | None, assignment: str, submitted: Path
) -> tuple[list[Work], list[tuple[str, str]]]:
    """The pieces of every student, and the senders who are none, or cannot be told apart."""
    senders: dict[Sender, Student] = {}
    unidentified = []
    for sender in dict.fromkeys(piece.delivery.sender for piece in pieces):
        try:
            student = _student(sender, roster, assignment)
            senders[sender] = _as_spelled(student, submitted, listed=roster is not None)
        except Unidentified as problem:
            unidentified.append((str(sender), str(problem)))
    counted = Counter(folded(student.id) for student in senders.values())
    what_helps = "Tell them apart by a --roster" if roster is None else "Unpack alone what counts, as <student>.zip"
    for sender in [s for s, student in senders.items() if counted[folded(student.id)] > 1]:
        student = senders.pop(sender)
        unidentified.append((str(sender), f"more than one sender would be the student {student.id!r}. {what_helps}"))
    return [
        Work(student, tuple(p for p in pieces if p.delivery.sender == sender)) for sender, student in senders.items()
    ], unidentified


def _as_spelled(student: Student, submitted: Path, listed: bool) -> Student:
    """A student with the id as the folder spells it that is there already: `ADA` is `ada`, and gets no second one.

    listed: whether the id is a roster's. Raises `Unidentified` where that and the folder differ.
    """
    if (submitted / student.id).exists() or not submitted.is_dir():
        return student
    spelled = next((p.name for p in sorted(submitted.iterdir()) if same_id(p.name, student.id)), student.id)
    if listed and spelled != student.id:
        there = f"{submitted / spelled} is there already, and the roster spells the student {student.id!r}"
        raise Unidentified(f"{there}. Rename that folder to {student.id}, and unpack again")
    return replace(student, id=spelled)


def _student(sender: Sender, roster: tuple[Student, ...] | None, assignment: str) -> Student:
    # A browser adds a number to the name of a second download.
    if not sender.lms and re.fullmatch(re.escape(assignment) + r"([ _-]?\(?\d+\)?)?", sender.name):
        raise Unidentified("the zip has the assignment's name, not a student's. Rename it to <student>.zip")
    return student_of(sender, roster)
