"""Which student of the gradebook a sender is: by the roster, or by the name that the sender goes by."""

import re
import unicodedata
from dataclasses import dataclass

from autograder.class_list import KEYS, Roster, Row, UnusableRoster
from autograder.handin.archive import shown
from autograder.handin.downloads import Sender


class Unidentified(ValueError):
    """A sender who is no student, or more than one; the message says what helps."""


@dataclass(frozen=True)
class Student:
    """A row of the roster. id: the gradebook's. keys: what a sender may go by, names as `simplified` writes them."""

    id: str
    lms_user_id: str
    names: frozenset[str]


def students_of(roster: Roster) -> tuple[Student, ...]:
    """The students of a class list. Raises `UnusableRoster` where it names none, or one who can have no folder.

    The id is nbgrader's; of Canvas's list the SIS Login ID, else the SIS User ID, else the ID; of Moodle's
    grading worksheet or list of participants the Username, else the ID number, else the Email address.
    """
    read = {"nbgrader": _nbgrader, "canvas": _canvas, "moodle": _moodle}[roster.kind]
    students = tuple(student for row in roster.rows if (student := read(row)).id)
    if not students:
        raise UnusableRoster(f"{roster.path} names no student, only {', '.join(map(shown, roster.header))}.")
    for student in students:
        if reason := unfit(student.id):
            raise UnusableRoster(f"{roster.path}: the id {student.id!r} {reason}.")
    return students


def _nbgrader(row: Row) -> Student:
    return Student(row.first("id"), row.first("lms_user_id"), _names(row.first("first_name"), row.first("last_name")))


def _canvas(row: Row) -> Student:
    return Student(row.first(*KEYS["canvas"]), row.first("ID"), _names(*row.first("Student").split(",", 1)))


def _moodle(row: Row) -> Student:
    participant = re.sub(r"\D", "", row.first("Identifier"))  # "Participant 1234567", in the user's language
    names = _names(row.first("Full name")) | _names(row.first("First name"), row.first("Last name", "Surname"))
    return Student(row.first(*KEYS["moodle"]), participant, names)


def _names(*parts: str) -> frozenset[str]:
    both = {simplified("".join(parts)), simplified("".join(reversed(parts)))}
    return frozenset(both - {""})


def simplified(name: str) -> str:
    """A name without capitals and without what is no letter or digit, as Canvas writes it: "Doe, Jane" is "doejane"."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name)).casefold()


def unfit(student: str) -> str | None:
    """Why a text can be no student's folder, None where it can."""
    if not student or student.startswith(".") or student != student.strip():
        return "is empty, or begins with a dot, or has a space at an end"
    if len(student) > 128:
        return "has more than 128 characters"
    if any(c in '/\\:*?"<>|' or not c.isprintable() for c in student):
        return "has a character that no folder's name may have"
    return None


def student_of(sender: Sender, roster: tuple[Student, ...] | None) -> str:
    """The gradebook's id of a sender.

    roster: by the LMS's id, else by the name, or by the gradebook's id where the file's owner
    named it; None takes the sender's name as the id. Raises `Unidentified`.
    """
    if roster is None:
        student = re.sub(r"\s+", "_", sender.name.strip())
        if reason := unfit(student):
            raise Unidentified(f"the name {reason}, so it makes no folder. Rename the file, or give a --roster")
        return student
    by_id = {s.id for s in roster if sender.id and s.lms_user_id == sender.id}
    by_name = {s.id for s in roster if simplified(sender.name) in s.names}
    found = (by_id or by_name) if sender.lms else {s.id for s in roster if s.id == sender.name}
    if len(found) != 1:
        how_many = "nobody" if not found else f"{len(found)} students ({', '.join(sorted(found))})"
        by_what = "LMS id or name" if sender.lms else "id"
        raise Unidentified(f"the roster has {how_many} of that {by_what}. Correct the roster, or the file's name")
    return found.pop()
