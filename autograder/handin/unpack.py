"""What a class handed in, laid out as nbgrader's `submitted/<student>/<assignment>/`."""

import re
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.handin.archive import ONE_STUDENT, Refused, checked, opened, shown
from autograder.handin.collect import Collected, Piece, collect
from autograder.handin.downloads import Sender, without_counter
from autograder.handin.identified import Student, Unidentified, student_of
from autograder.handin.lay_out import LaidOut, from_files, from_zip, inside, mend
from autograder.handin.released_exercises import files_of


class WhichAssignment(ValueError):
    """It cannot be told which assignment was handed in; the message says how to name it."""


@dataclass(frozen=True)
class Unpacked:
    """What became of everything. refused, unidentified: who or what it was, and why it was not unpacked."""

    assignment: str
    laid_out: tuple[LaidOut, ...]
    refused: tuple[tuple[str, str], ...]
    unidentified: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]


def unpack(
    sources: list[Path],
    submitted: Path,
    course: dict[str, tuple[str, ...]],
    assignment: str | None = None,
    roster: tuple[Student, ...] | None = None,
) -> Unpacked:
    """Lay out what was handed in. What is refused stops nobody else's.

    sources: as for `collect`. submitted: the folder to fill; an earlier submission there is
    replaced as a whole. course: every assignment's exercises. assignment: its name; None finds
    it by the files. roster: who is who; None takes the names as they are.
    Raises `NothingHandedIn`, `WhichAssignment`, OSError.
    """
    with tempfile.TemporaryDirectory() as scratch:
        found = collect(sources, Path(scratch))
        assignment = assignment or _assignment_of(found, course)
        if assignment not in course:
            raise WhichAssignment(f"there is no assignment {assignment!r}. There are: {', '.join(course)}.")
        mend(submitted, assignment)
        refused, laid_out = list(found.refused), []
        students, unidentified = _students(found.pieces, roster, assignment)
        for student, pieces in sorted(students.items()):
            try:
                laid_out.append(_one(student, pieces, submitted, assignment, files_of(course[assignment])))
            except Refused as refusal:
                refused.append((str(pieces[0].delivery.sender), str(refusal)))
    return Unpacked(assignment, tuple(laid_out), tuple(refused), tuple(unidentified), tuple(found.unused))


def _assignment_of(found: Collected, course: dict[str, tuple[str, ...]]) -> str:
    """The one assignment whose files were handed in. Raises `WhichAssignment`."""
    names = {name for piece in found.pieces for name in _names(piece)}
    candidates = [a for a, exercises in course.items() if names & set(files_of(exercises))]
    if len(candidates) > 1:
        what = f"files of {' and '.join(candidates)} were handed in"
        raise WhichAssignment(f"{what}. Name the assignment that you want: --assignment {candidates[0]}")
    if not candidates:
        why = f" ({': '.join(found.refused[0])})" if found.refused else ""
        raise WhichAssignment(f"there is no file of any assignment{why}. To see more, name one: --assignment NAME")
    return candidates[0]


def _names(piece: Piece) -> set[str]:
    """The names of the files in a piece, without their folders; none of one that is refused."""
    if piece.file is None:
        return set()
    if piece.file.suffix.lower() != ".zip":
        name = PurePosixPath(piece.delivery.original).name
        return {name, without_counter(name)}
    try:
        with opened(piece.file, ONE_STUDENT) as archive:
            return {PurePosixPath(info.filename).name for info in checked(archive, ONE_STUDENT)}
    except Refused:
        return set()


def _students(
    pieces: list[Piece], roster: tuple[Student, ...] | None, assignment: str
) -> tuple[dict[str, list[Piece]], list[tuple[str, str]]]:
    """The pieces of every student, and the senders who are none, or cannot be told apart."""
    senders: dict[Sender, str] = {}
    unidentified = []
    for sender in dict.fromkeys(piece.delivery.sender for piece in pieces):
        try:
            senders[sender] = _student(sender, roster, assignment)
        except Unidentified as problem:
            unidentified.append((str(sender), str(problem)))
    together = {student for student, count in Counter(senders.values()).items() if count > 1}
    for sender in [s for s, student in senders.items() if student in together]:
        reason = f"more than one sender would be the student {senders.pop(sender)!r}. Tell them apart by a --roster"
        unidentified.append((str(sender), reason))
    students = defaultdict(list)
    for piece in pieces:
        if piece.delivery.sender in senders:
            students[senders[piece.delivery.sender]].append(piece)
    return students, unidentified


def _student(sender: Sender, roster: tuple[Student, ...] | None, assignment: str) -> str:
    student = student_of(sender, roster)
    # A browser adds a number to the name of a second download.
    if not sender.lms and re.fullmatch(re.escape(assignment) + r"([ _-]?\(?\d+\)?)?", student):
        raise Unidentified("the zip has the assignment's name, not a student's. Rename it to <student>.zip")
    return student


def _one(student: str, pieces: list[Piece], submitted: Path, assignment: str, wanted: tuple[str, ...]) -> LaidOut:
    """Lay out one student's submission: the newest zip, or else the files that came by themselves."""
    zips = [(p, p.file) for p in pieces if p.file and p.file.suffix.lower() == ".zip"]
    late = any(piece.delivery.late for piece in pieces)
    target = submitted / student / assignment
    if not zips:
        return from_files(student, pieces, target, wanted, late)
    zips.sort(key=lambda found: found[0].delivery.order or 0, reverse=True)
    # Something else may have been handed in with the submission, and later than it.
    newest, newest_file = next((found for found in zips if inside(found[1], wanted)), zips[0])
    if any(p.delivery.order is None and p is not newest and inside(file, wanted) for p, file in zips):
        raise Refused("there are two zips with files of this assignment, and nobody can tell which is meant")
    others = [_other(piece, [p for p, _ in zips]) for piece in pieces if piece is not newest]
    return from_zip(student, newest_file, target, wanted, late, others)


def _other(piece: Piece, zips: list[Piece]) -> str:
    return shown(piece.delivery.original) + (" (another zip)" if piece in zips else "")


def lines(unpacked: Unpacked, submitted: Path) -> list[str]:
    """What an instructor reads: a line for every submission, then what was refused, and what to do next."""
    assignment = unpacked.assignment
    told = [_line(one) for one in unpacked.laid_out]
    told += [f"refused: {who}: {why}." for who, why in (*unpacked.refused, *unpacked.unidentified)]
    told += [f"of no use: {name}" for name in unpacked.unused]
    told.append(f"{_count(len(unpacked.laid_out), 'submission')} of {assignment} in {submitted}")
    if any(one.late for one in unpacked.laid_out):
        told.append(
            "Canvas tells who was late, not by how much. So there is no timestamp.txt, and nbgrader counts nobody."
        )
    if unpacked.refused:
        told.append(f"Refused for what is in it: ask for a zip made by python -m autograder pack {assignment}")
    if unpacked.laid_out:
        told.append(f"Next: python -m autograder grade {assignment} --submitted {submitted}")
    return told


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _line(one: LaidOut) -> str:
    remarks = [_count(len(one.files), "file")]
    remarks += ["late, by Canvas's mark"] if one.late else []
    remarks += ["in place of an earlier submission"] if one.replaced else []
    remarks += [f"missing: {', '.join(one.missing)}"] if one.missing else []
    remarks += [f"left behind: {', '.join(one.left)}"] if one.left else []
    remarks += [f"packed with release {one.version} of the course"] if one.version else []
    return f"{one.student}: {'; '.join(remarks)}"
