"""Which column of a class list is the assignment's: exactly one, or it is said why not."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from autograder.class_list import Roster, UnusableRoster, folded

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_COLUMNS = ("First name", "Last name", "Username", "ID number", "Email address")
NEAREST = 3


def _canvas_title(name: str) -> str:
    """The assignment's name: its number stands behind it, `optimization (1234)`."""
    return re.sub(r" \(\d+\)$", "", name)


def _moodle_item(name: str) -> str:
    """The grade item: how the grade is shown stands behind it, `Assignment: optimization (Real)`."""
    return re.sub(r" \([^()]*\)$", "", name)


def _moodle_title(item: str) -> str:
    return _moodle_item(item).rpartition(":")[2].strip()


def columns_of(roster: Roster, assignment: str) -> list[str]:
    """The columns of a list that are called as an assignment is, with or without what the system adds to its title."""
    titles = (str, _canvas_title, _moodle_title)
    return [name for name in roster.header if any(folded(title(name)) == folded(assignment) for title in titles)]


def _the_one(roster: Roster, columns: list[str], sought: str, title: Callable[[str], str], new: bool) -> str:
    """The column that is called `sought`, with or without what the system adds to its title."""
    exact = [name for name in columns if folded(name) == folded(sought)]
    found = exact or [name for name in columns if folded(title(name)) == folded(sought)]
    if len(found) == 1:
        return found[0]
    if found:
        told = f"{roster.path} has {len(found)} columns for {sought!r}: {', '.join(map(repr, found))}."
        mend = "Name one of them with --column" if len(set(found)) > 1 else "Rename one there, and fetch the list anew"
        raise UnusableRoster(f"{told} {mend}. Nothing was written.")
    if new:
        return sought
    by_title = {title(name): name for name in columns}
    near = [by_title[t] for t in get_close_matches(sought, by_title, n=NEAREST, cutoff=0.4)] or columns[:NEAREST]
    has = f"It has, among others: {', '.join(map(repr, near))}." if near else "It has none of any assignment."
    how = "Name the column with --column, or make the assignment there and fetch the list anew"
    told = f"{roster.path} has no column {sought!r}. {has} {how}; --new-column writes a new one."
    raise UnusableRoster(f"{told} Nothing was written.")


def _points(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def canvas_column(roster: Roster | None, assignment: str, wanted: str | None, new: bool, max_points: float) -> str:
    """The assignment's column in Canvas: `optimization (1234)` where the roster has it.

    Canvas finds an assignment by the number in brackets, else by its title, else it makes a new one, and takes the
    points possible from the file (canvas-lms, lib/gradebook_importer.rb, parse_assignments, process_pp).
    wanted: as `--column` names it; new: a column that the list has not is asked for. Raises `UnusableRoster`.
    """
    if roster is None:
        return wanted or assignment
    columns = [name for name in roster.header if name and name not in CANVAS_COLUMNS]
    column = _the_one(roster, columns, wanted or assignment, _canvas_title, new)
    possible = _points(roster.possible.get(column, ""))
    if possible is not None and abs(possible - max_points) >= 0.005:
        told = f"{roster.path} has {possible:g} points possible for {column!r}, the gradebook {max_points:g}."
        mend = f"Canvas would change its own. Give the assignment {max_points:g} points there, and fetch the list anew."
        raise UnusableRoster(f"{told} {mend} Nothing was written.")
    return column


def moodle_column(roster: Roster | None, assignment: str, wanted: str | None, new: bool) -> str:
    """The assignment's grade item in Moodle, as the list has it. Raises `UnusableRoster`.

    A list without any grades does not tell: there the name is taken, and the item is chosen at the import.
    """
    sought = _moodle_item(wanted or assignment)
    shown = [name for name in roster.header if _moodle_item(name) != name] if roster else []
    if roster is None or not shown:
        return sought
    # An item stands there for its points and for its feedback; the same column twice is two items of one name.
    doubled = {_moodle_item(name) for name in shown if shown.count(name) > 1}
    items = [*dict.fromkeys(map(_moodle_item, shown)), *sorted(doubled)]
    return _the_one(roster, items, sought, _moodle_title, new)
