"""Whose line of a class list is whose in the gradebook."""

from autograder.class_list import KEYS, Roster, UnusableRoster
from autograder.desk.marks import ClassMarks, Person


def _refuse_duplicates(roster: Roster) -> None:
    """Raise `UnusableRoster` for a student who is in a class list twice."""
    seen: dict[tuple[str, str], int] = {}
    for row in roster.rows:
        for key in KEYS[roster.kind]:
            value = row.cells.get(key)
            if value and seen.setdefault((key, value), row.line) != row.line:
                first = seen[key, value]
                text = f"{roster.path}, line {row.line}: {key} {value!r} stands in line {first} already"
                raise UnusableRoster(f"{text}. Delete one of the two lines.")


def _known_as(person: Person) -> set[str]:
    return {name for name in (person.id, person.email, person.lms_user_id) if name}


def matched(roster: Roster, people: tuple[Person, ...]) -> dict[int, Person]:
    """The gradebook's student of each line, by line number, where there is one.

    Raises `UnusableRoster` for a line that fits two students, and for two lines of one.
    """
    _refuse_duplicates(roster)
    by_name: dict[str, set[str]] = {}
    for person in people:
        for name in _known_as(person):
            by_name.setdefault(name, set()).add(person.id)
    by_id = {person.id: person for person in people}
    found: dict[int, Person] = {}
    line_of: dict[str, int] = {}
    for row in roster.rows:
        ids = sorted(set().union(*(by_name.get(key, set()) for key in roster.keys(row))))
        if len(ids) > 1:
            raise UnusableRoster(f"{roster.path}, line {row.line}: it fits two students, {ids[0]!r} and {ids[1]!r}.")
        if ids and line_of.setdefault(ids[0], row.line) != row.line:
            text = f"{roster.path}, line {row.line}: student {ids[0]!r} stands in line {line_of[ids[0]]} already"
            raise UnusableRoster(f"{text}. Delete one of the two lines.")
        if ids:
            found[row.line] = by_id[ids[0]]
    return found


def matched_exactly(roster: Roster, marks: ClassMarks) -> dict[int, Person]:
    """The gradebook's student of every line.

    Raises `UnusableRoster` where a line's student is unknown to the gradebook, and where
    somebody who handed in is not in the roster: the points would be lost.
    """
    found = matched(roster, marks.people)
    for row in roster.rows:
        if row.line not in found:
            name = (roster.keys(row) or ["(no name)"])[0]
            text = f"{roster.path}, line {row.line}: the gradebook has no student {name!r}."
            raise UnusableRoster(f"{text} Mend the line, or add the student: nbgrader db student add {name}")
    listed = {person.id for person in found.values()}
    if lost := sorted(set(marks.standings) - listed):
        text = f"{roster.path} has no line for {lost[0]!r}, who handed in {marks.assignment}"
        more = f" (nor for {len(lost) - 1} others)" if len(lost) > 1 else ""
        raise UnusableRoster(f"{text}{more}. Add the line, or fetch the roster anew.")
    return found
