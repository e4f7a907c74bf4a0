"""Who has left the course: `left.csv` in the term's folder, which a person may also write.

Its columns are `id`, the gradebook's, and `left`, a date; any other column stays. Who is in it keeps all grades in the
gradebook, and is passed over by everything that reads the class.
"""

import csv
import datetime
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.class_list import Roster, UnusableRoster, folded, neutral, read_roster

FILE = "left.csv"


def _list(root: Path) -> Roster | None:
    path = root / FILE
    if not path.exists():
        return None
    found = read_roster(path)
    if "id" not in found.header:
        raise UnusableRoster(f"{path}, line 1: no column is called id. Its columns are: id,left.")
    return found


def read_leavers(root: Path) -> dict[str, str]:
    """Who left, folded ids, and when, as it stands there. Raises `UnusableRoster`."""
    found = _list(root)
    rows = found.rows if found else ()
    return {folded(row.first("id")): row.first("left") for row in rows if row.first("id")}


def has_left(student: str, leavers: Mapping[str, str]) -> bool:
    """Whether a student, whatever the id's capitals, is among those of `read_leavers`."""
    return folded(student) in leavers


def _write(root: Path, header: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    unfinished = root / f".{FILE}.tmp"
    with open(unfinished, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([neutral(row.get(column, "")) for column in header] for row in rows)
    os.replace(unfinished, root / FILE)


def note_leavers(root: Path, students: Iterable[str], when: datetime.date) -> list[str]:
    """Write down that students have left. Returns those who had not before. Raises `UnusableRoster`, OSError."""
    found, before = _list(root), read_leavers(root)
    new = [student for student in dict.fromkeys(students) if not has_left(student, before)]
    if new:
        header = tuple(dict.fromkeys((*(found.header if found else ()), "id", "left")))
        rows = [row.cells for row in found.rows] if found else []
        _write(root, header, [*rows, *({"id": student, "left": when.isoformat()} for student in new)])
    return new


def take_back(root: Path, students: Iterable[str]) -> list[str]:
    """Take students off the list, who are of the course again. Returns those who were on it.

    Raises `UnusableRoster`, OSError.
    """
    found, before = _list(root), read_leavers(root)
    back = [student for student in dict.fromkeys(students) if has_left(student, before)]
    if found and back:
        gone = set(map(folded, back))
        _write(root, found.header, [row.cells for row in found.rows if folded(row.first("id")) not in gone])
    return back
