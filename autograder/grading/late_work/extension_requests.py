"""What an instructor asks of extensions: for whom, and how much, by the command's options or by a list."""

import datetime
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from autograder.class_list import Row, folded, read_roster, refuse_twice
from autograder.grading.late_work.lateness import in_utc, read_time, same_time_later

LONGEST = datetime.timedelta(days=366)
KINDS = ("days", "hours", "until")


class NoExtension(ValueError):
    """An extension that cannot be given; the message says why and what to do. Nothing was written."""


@dataclass(frozen=True)
class Wanted:
    """How much time somebody gets beyond the assignment's due date; with nothing of these, none.

    days: by the calendar. until: as the person wrote it, by the course's clocks where it names no time zone.
    """

    days: float | None = None
    hours: float | None = None
    until: str | None = None

    def beyond(self, duedate: datetime.datetime, zone: datetime.tzinfo) -> datetime.timedelta | None:
        """The time after the due date, which is in UTC; None for none. Raises `NoExtension`."""
        due = in_utc(duedate).astimezone(zone)
        if self.days is not None:
            return _within(f"{self.days:g} days", lambda: same_time_later(due, _whole(self.days)) - in_utc(due))
        if self.hours is not None:
            hours = self.hours
            return _within(f"{hours:g} hours", lambda: datetime.timedelta(hours=hours))
        if self.until is not None:
            until = self.until
            return _within(f"Until {until}", lambda: in_utc(read_time(until, zone)) - in_utc(due))
        return None


def _whole(days: float | None) -> int:
    if days is None or days != math.floor(days):
        raise NoExtension(f"{days:g} days: give whole days, or hours.")
    return int(days)


def _within(told: str, of: Callable[[], datetime.timedelta]) -> datetime.timedelta:
    """The extension, where it is one. Raises `NoExtension`."""
    try:
        found = of()
    except NoExtension:
        raise
    except OverflowError as error:
        raise NoExtension(f"{told} is more than a year, the most that is given.") from error
    except ValueError as error:
        example = "2026-10-09 22:00, or 2026-10-09 22:00 Europe/Berlin"
        raise NoExtension(f"until says {error}. Write it as {example}.") from error
    if found <= datetime.timedelta():
        raise NoExtension(f"{told} is no extension: it must end after the due date, and --none takes one away.")
    if found > LONGEST:
        raise NoExtension(f"{told} is more than a year, the most that is given.")
    return found


def known_ids(asked: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The gradebook's id of everybody who is asked for, whatever the capitals. Raises `NoExtension`."""
    alike: dict[str, list[str]] = {}
    for student in known:
        alike.setdefault(folded(student), []).append(student)
    found, unknown = {}, []
    for student in asked:
        twins = alike.get(folded(student), [])
        fitting = [student] if student in twins else twins
        if len(fitting) > 1:
            raise NoExtension(f"{student!r} may be {' or '.join(map(repr, fitting))}: write it as the gradebook does.")
        if fitting:
            found[student] = fitting[0]
        else:
            unknown.append(student)
    if unknown:
        more = f" and {len(unknown) - 5} others" if len(unknown) > 5 else ""
        names = ", ".join(map(repr, unknown[:5])) + more
        raise NoExtension(
            f"The gradebook knows no {names}, so nobody got an extension. Correct "
            f"the id; a student who is new is added by: nbgrader db student add {quote(unknown[0])}"
        )
    if len(set(found.values())) < len(found):
        raise NoExtension("One student is named twice, in other capitals. Name each once.")
    return found


def as_written(kind: str, text: str) -> Wanted:
    """What a text asks for. kind: "days", "hours" or "until". Raises `NoExtension`."""
    if kind == "until":
        return Wanted(until=text)
    if not re.fullmatch(r"\d{1,5}([.,]\d{1,4})?", text, re.ASCII):
        raise NoExtension(f"{kind} is {text!r}, which is no number of {kind}.")
    number = float(text.replace(",", "."))
    return Wanted(days=number) if kind == "days" else Wanted(hours=number)


def _of_row(path: Path, row: Row) -> Wanted | None:
    """What a line asks for; None where its cells are empty."""
    where = f"{path}, line {row.line}"
    by_column = {folded(name): cell for name, cell in row.cells.items()}
    filled = {column: by_column[column] for column in KINDS if by_column.get(column)}
    if len(filled) > 1:
        raise NoExtension(f"{where}: it says {' and '.join(filled)}. Leave one of them empty.")
    try:
        return next((as_written(*cell) for cell in filled.items()), None)
    except NoExtension as problem:
        raise NoExtension(f"{where}: {problem}") from problem


def read_list(path: Path) -> dict[str, Wanted]:
    """What a CSV file with the columns `id` and `days`, `hours` or `until` asks for.

    Lines in which these are empty are left out.
    Raises `NoExtension`, `UnusableRoster`.
    """
    roster = read_roster(path)
    if "id" not in roster.header:
        raise NoExtension(f"{path}, line 1: there is no column id, with students as the gradebook calls them.")
    if not set(map(folded, roster.header)) & set(KINDS):
        raise NoExtension(f"{path}, line 1: none of its columns is called days, hours or until.")
    refuse_twice(roster, ["id"])
    found = {}
    for row in roster.rows:
        wanted = _of_row(path, row)
        if wanted and not row.cells.get("id"):
            raise NoExtension(f"{path}, line {row.line}: the id is missing.")
        if wanted:
            found[row.cells["id"]] = wanted
    if not found:
        raise NoExtension(f"{path} gives nobody an extension: all cells of days, hours and until are empty.")
    return found


def requested(students: list[str], given: dict[str, str | None], none: bool, listed: Path | None) -> dict[str, Wanted]:
    """Who is to get which extension, by the options of the command; empty where nothing is to be changed.

    given: the texts of the options by kind. none: extensions are to be taken away. listed: a file in place of both.
    Raises `NoExtension`, `UnusableRoster`.
    """
    if listed:
        if students:
            raise NoExtension("The list says who gets an extension: name no students beside it.")
        return read_list(listed)
    asked = [as_written(kind, text) for kind, text in given.items() if text is not None] + [Wanted()] * none
    if students and not asked:
        raise NoExtension("How much time do they get? Give --days, --hours or --until; --none takes an extension away.")
    if asked and not students:
        raise NoExtension("Who gets it? Name students behind the assignment, or give a --list.")
    return dict.fromkeys(students, asked[0]) if asked else {}
