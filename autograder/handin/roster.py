"""Which student of the gradebook a sender is: by the roster, or by the name that the sender goes by."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.handin.downloads import Sender


class UnusableRoster(ValueError):
    """A roster that names nobody; the message says what it should hold."""


class Unidentified(ValueError):
    """A sender who is no student, or more than one; the message says what helps."""


@dataclass(frozen=True)
class Student:
    """A row of the roster. id: the gradebook's. keys: what a sender may go by, names as `simplified` writes them."""

    id: str
    lms_user_id: str
    names: frozenset[str]


def read_roster(path: Path) -> tuple[Student, ...]:
    """The students of a CSV file, parted by commas, semicolons or tabs: of one of three kinds, told by its header.

    nbgrader's, as `nbgrader db student import` reads it: id, and lms_user_id or first_name and last_name.
    Canvas's gradebook as it exports it: the id is the SIS Login ID, else the SIS User ID, else the ID.
    Moodle's grading worksheet or list of participants: the id is the Username, else the ID number, else
    the Email address. Raises `UnusableRoster`, OSError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableRoster(f"{path} is no CSV file in UTF-8 ({error}).") from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    read = _kind(set(rows.fieldnames or ()))
    students = tuple(student for row in rows if (student := read(_Cells(row))).id)
    if not students:
        wanted = "id,first_name,last_name,email,lms_user_id"
        raise UnusableRoster(
            f"{path} names no student. Its first line should be as Canvas or Moodle write it, or {wanted}"
        )
    for student in students:
        if reason := unfit(student.id):
            raise UnusableRoster(f"{path}: the id {student.id!r} {reason}.")
    return students


class _Cells:
    """A row's cells by their columns; a column that is not there is empty."""

    def __init__(self, row: dict[str, str | None]):
        self.row = row

    def first(self, *columns: str) -> str:
        """The first of these cells that is filled in."""
        return next(filter(None, ((self.row.get(column) or "").strip() for column in columns)), "")


def _kind(header: set[str]) -> Callable[[_Cells], Student]:
    if {"Student", "ID", "Section"} <= header:
        return _canvas
    return _nbgrader if "id" in header else _moodle


def _nbgrader(row: _Cells) -> Student:
    return Student(row.first("id"), row.first("lms_user_id"), _names(row.first("first_name"), row.first("last_name")))


def _canvas(row: _Cells) -> Student:
    # The line of the points possible has no id, nor has any that belongs to nobody.
    student = row.first("SIS Login ID", "SIS User ID", "ID") if row.first("ID") else ""
    return Student(student, row.first("ID"), _names(*row.first("Student").split(",", 1)))


def _moodle(row: _Cells) -> Student:
    participant = re.sub(r"\D", "", row.first("Identifier"))  # "Participant 1234567", in the user's language
    names = _names(row.first("Full name")) | _names(row.first("First name"), row.first("Last name", "Surname"))
    return Student(row.first("Username", "ID number", "Email address"), participant, names)


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
