"""What an instructor reads after unpacking."""

import datetime
import time
from pathlib import Path

from autograder.handin.lay_out import LaidOut
from autograder.handin.unpack import Unpacked
from autograder.language import said, together


def lines(unpacked: Unpacked, submitted: Path, zone: datetime.tzinfo | None = None) -> list[str]:
    """What an instructor reads: a line for every submission, then what was refused, and what to do next."""
    assignment = unpacked.assignment
    told = [_line(one) for one in unpacked.laid_out]
    told += [f"{student}: left as it was: {why}" for student, why in unpacked.kept]
    told += [f"refused: {who}: {why}." for who, why in (*unpacked.refused, *unpacked.unidentified)]
    told += [f"of no use: {name}" for name in unpacked.unused]
    told.append(f"Laid out: {_submissions(len(unpacked.laid_out))} of {assignment} in {submitted}")
    if unpacked.timed:
        told.append(_times(unpacked.timed, zone))
    if any(one.late for one in unpacked.laid_out):
        told.append(
            "Canvas tells who was late, not by how much. So there is no timestamp.txt, and nbgrader counts nobody."
        )
    if any(". " not in why for _, why in unpacked.refused):  # the others say what helps themselves
        told.append(f"Refused for what is in it: ask for a zip made by python -m autograder pack {assignment}")
    if unpacked.laid_out:
        told.append(f"Next: python -m autograder grade {assignment} --submitted {submitted}")
    return told


def _times(number: int, zone: datetime.tzinfo | None) -> str:
    """Which times were written down, and as whose, since Moodle's worksheet doesn't say it."""
    if zone:
        return f"{number} timestamp.txt from Moodle's worksheet, read as times in {zone}."
    own = "/".join(dict.fromkeys(time.tzname))
    return (
        f"{number} timestamp.txt from Moodle's worksheet, read as times in this machine's time zone ({own}). "
        "If Moodle shows you another zone's, unpack again with --timezone, as Europe/Berlin."
    )


def _submissions(number: int) -> str:
    return f"{number} submission{'' if number == 1 else 's'}"


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def _line(one: LaidOut) -> str:
    remarks = [_files(len(one.files))]
    remarks += ["late, by Canvas's mark"] if one.late else []
    remarks += ["in place of an earlier submission"] if one.replaced else []
    remarks += one.remarks
    remarks += [f"missing: {', '.join(one.missing)}"] if one.missing else []
    remarks += [f"left behind: {', '.join(one.left)}"] if one.left else []
    remarks += [f"packed with release {one.version} of the course"] if one.version else []
    return together([one.student, together(map(said, remarks), "; ")], ": ")
