"""What a class handed in, laid out as nbgrader's `submitted/<student>/<assignment>/`."""

import datetime
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.handin.archive import Refused, shown
from autograder.handin.collect import collect
from autograder.handin.earlier import (
    TIMESTAMP,
    Arrival,
    Older,
    Past,
    fingerprint,
    later,
    read_record,
    refuse_older,
    stamp_in,
    write_record,
)
from autograder.handin.identified import Student
from autograder.handin.lay_out import LaidOut, from_files, from_zip, inside
from autograder.handin.moodle_times import NoTime, read_time, time_in, written
from autograder.handin.pieces import Piece
from autograder.handin.put_in_place import beside, mend, put
from autograder.handin.released_exercises import files_of
from autograder.handin.uploads import note_uploads, read_uploads
from autograder.handin.works import WhichAssignment, Work, assignment_of, works_of


@dataclass(frozen=True)
class Unpacked:
    """What became of everything.

    refused, unidentified: who or what it was, and why it was not unpacked. kept: students whose earlier submission
    stays, and why. timed: how many times of Moodle's worksheet were written down.
    """

    assignment: str
    laid_out: tuple[LaidOut, ...]
    refused: tuple[tuple[str, str], ...]
    unidentified: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()
    timed: int = 0


def unpack(
    sources: list[Path],
    submitted: Path,
    course: dict[str, tuple[str, ...]],
    assignment: str | None = None,
    roster: tuple[Student, ...] | None = None,
    zone: datetime.tzinfo | None = None,
) -> Unpacked:
    """Lay out what was handed in. What is refused stops nobody else's.

    sources: as for `collect`. submitted: the folder to fill; an earlier submission there is
    replaced as a whole, where it is known to be older, by the rules in `earlier`. course: every
    assignment's exercises. assignment: its name; None finds it by the files. roster: who is who, and when Moodle's
    students handed in; None takes the names as they are. zone: in which Moodle tells times; None for this machine's.
    Raises `NothingHandedIn`, `WhichAssignment`, `UnreadableRecord`, OSError.
    """
    with tempfile.TemporaryDirectory() as scratch:
        found = collect(sources, Path(scratch), course)
        assignment = assignment or assignment_of(found, course)
        if assignment not in course:
            raise WhichAssignment(f"there is no assignment {assignment!r}. There are: {', '.join(course)}.")
        mend(submitted, assignment)
        record, uploads = read_record(submitted), read_uploads(submitted)
        past = record.setdefault(assignment, {})
        outcome = _Outcome(refused=list(found.refused))
        pieces = [piece for piece in found.pieces if piece.folder in ("", assignment)]
        works, unidentified = works_of(pieces, roster, assignment, submitted)
        try:
            for work in sorted(works, key=lambda work: work.student.id):
                _one(work, submitted / work.student.id / assignment, files_of(course[assignment]), zone, past, outcome)
        finally:
            if past:
                write_record(submitted, record)
            if submitted.is_dir():
                note_uploads(submitted, uploads, assignment, works)
    return Unpacked(
        assignment,
        tuple(outcome.laid_out),
        tuple(outcome.refused),
        tuple(unidentified),
        tuple(found.unused),
        tuple(outcome.kept),
        outcome.timed,
    )


@dataclass
class _Outcome:
    """What became of the students so far, as in `Unpacked`."""

    laid_out: list[LaidOut] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    timed: int = 0


def _one(
    work: Work,
    target: Path,
    wanted: tuple[str, ...],
    zone: datetime.tzinfo | None,
    past: dict[str, Past],
    outcome: _Outcome,
) -> None:
    """Lay out one student's submission, or tell in the outcome why it is not."""
    student = work.student.id
    try:
        with beside(target) as fresh:
            laid_out, order = _filled(work, fresh, wanted)
            when, remarks = _time(work, zone)
            arrival = Arrival(fingerprint(fresh, wanted), work.sender.lms, order, when)
            settled = _settled(arrival, fresh, target, wanted, past.get(student, Past()))
    except Older as problem:
        outcome.kept.append((student, str(problem)))
    except Refused as refusal:
        outcome.refused.append((str(work.sender), str(refusal)))
    else:
        if arrival.lms or settled.replaced or student in past:
            past[student] = settled.past
        late = any(piece.delivery.late for piece in work.pieces)
        told = (*laid_out.remarks, *remarks, *settled.remarks)
        outcome.laid_out.append(replace(laid_out, late=late, replaced=settled.replaced, remarks=told))
        outcome.timed += bool(when and settled.past.timestamp and arrival.lms == "Moodle")


@dataclass(frozen=True)
class _Settled:
    """A submission that lies in its place now, as in `LaidOut`."""

    past: Past
    replaced: bool
    remarks: tuple[str, ...]


def _settled(arrival: Arrival, fresh: Path, target: Path, wanted: tuple[str, ...], before: Past) -> _Settled:
    """Put a full folder in its place, and write down when it was handed in. Raises `Older`, `Refused`, OSError.

    A time that a person wrote down stays with the work that it tells of.
    """
    lying, stamp = fingerprint(target, wanted), stamp_in(target)
    same, remarks = lying == arrival.files, []
    if lying and not same:
        refuse_older(arrival, lying, stamp, before)
    stays = bool(stamp) and (same or not lying) and stamp != before.timestamp
    timestamp = written(arrival.when) if arrival.when and not stays else stamp if same or stays else ""
    if timestamp and not (same and timestamp == stamp):
        (target if same else fresh).joinpath(TIMESTAMP).write_text(f"{timestamp}\n", encoding="utf-8")
    if same:
        remarks.append("as it lay there before")
    if stays and arrival.when and time_in(stamp) != arrival.when:
        remarks.append(f"its timestamp.txt stays ({shown(stamp)}), though {arrival.lms} says {written(arrival.when)}")
    replaced = not same and put(fresh, target)
    return _Settled(later(before, arrival, lying, "" if stays else timestamp), replaced, tuple(remarks))


def _filled(work: Work, folder: Path, wanted: tuple[str, ...]) -> tuple[LaidOut, int | None]:
    """Fill a folder with the newest zip, or else the files that came by themselves; and the number of the newest."""
    zips = [(p, p.file) for p in work.pieces if p.file and p.file.suffix.lower() == ".zip"]
    if not zips:
        orders = [p.delivery.order for p in work.pieces if p.file and p.delivery.order is not None]
        return from_files(work.student.id, list(work.pieces), folder, wanted), max(orders, default=None)
    zips.sort(key=lambda found: found[0].delivery.order or 0, reverse=True)
    # Something else may have been handed in with the submission, and later than it.
    newest, newest_file = next((found for found in zips if inside(found[1], wanted)), zips[0])
    if any(p.delivery.order is None and p is not newest and inside(file, wanted) for p, file in zips):
        raise Refused("there are two zips with files of this assignment, and nobody can tell which is meant")
    others = [_other(piece, [p for p, _ in zips]) for piece in work.pieces if piece is not newest]
    return from_zip(work.student.id, newest_file, folder, wanted, others), newest.delivery.order


def _time(work: Work, zone: datetime.tzinfo | None) -> tuple[datetime.datetime | None, list[str]]:
    """When Gradescope or Moodle's worksheet says that it was handed in, or a remark why that cannot be told."""
    if times := [piece.delivery.at for piece in work.pieces if piece.delivery.at]:
        return max(times), []
    told = work.student.handed_in
    if work.sender.lms != "Moodle" or told in ("", "-"):
        return None, []
    try:
        return read_time(told, zone), []
    except NoTime as problem:
        return None, [f"no timestamp.txt: {problem}"]


def _other(piece: Piece, zips: list[Piece]) -> str:
    return shown(piece.delivery.original) + (" (another zip)" if piece in zips else "")
