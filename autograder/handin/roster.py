"""Which student of the gradebook a sender is: by the roster, or by the name that the sender goes by."""

import csv
import re
import unicodedata
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
    """The students of the CSV file that `nbgrader db student import` reads too.

    Columns: id, and lms_user_id or first_name and last_name; others are not looked at.
    Raises `UnusableRoster`, OSError.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableRoster(f"{path} is no CSV file in UTF-8 ({error}).") from error
    students = tuple(_student(row) for row in rows if (row.get("id") or "").strip())
    if not students:
        raise UnusableRoster(
            f"{path} names no student. Its first line should be: id,first_name,last_name,email,lms_user_id"
        )
    for student in students:
        if reason := unfit(student.id):
            raise UnusableRoster(f"{path}: the id {student.id!r} {reason}.")
    return students


def _student(row: dict[str, str]) -> Student:
    first, last = ((row.get(column) or "").strip() for column in ("first_name", "last_name"))
    names = {simplified(last + first), simplified(first + last)} if first or last else set()
    return Student(row["id"].strip(), (row.get("lms_user_id") or "").strip(), frozenset(names))


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
    by_id = [s.id for s in roster if sender.id and s.lms_user_id == sender.id]
    by_name = [s.id for s in roster if simplified(sender.name) in s.names]
    found = (by_id or by_name) if sender.lms else [s.id for s in roster if s.id == sender.name]
    if len(found) != 1:
        how_many = "nobody" if not found else f"{len(found)} students ({', '.join(found)})"
        by_what = "LMS id or name" if sender.lms else "id"
        raise Unidentified(f"the roster has {how_many} of that {by_what}. Correct the roster, or the file's name")
    return found[0]
