"""What a merge of a student's two accounts will do, decided before anything is changed."""

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from autograder.class_list import folded
from autograder.grading.accounts.rows import Held, held, new_row_id
from autograder.grading.accounts.unfinished_merge import Merge, RowChanges
from autograder.grading.course import Course
from autograder.grading.gradebook.by_hand import read_by_hand
from autograder.grading.gradebook.hand_points import HandPoints, answers_to, read_hand_points
from autograder.grading.run_journal import FOLDER, interrupted, new_run_id
from autograder.handin.identified import unfit

STEPS = ("submitted", "autograded", "feedback")
BACKUPS = f"{FOLDER}/merged"


class CannotMerge(ValueError):
    """Two accounts that cannot be made one as it was asked for; nothing was changed. The message says what to do."""


@dataclass(frozen=True)
class Account:
    """All that is known by one id. rows: of the gradebook, by assignment. works: the assignments with a submission."""

    id: str
    rows: dict[str, Held]
    works: frozenset[str]
    assignments: frozenset[str]


def place_of(course: Course, step: str, student: str) -> Path:
    """The folder that holds a student's assignments in one of nbgrader's steps."""
    return course.folder(getattr(course.directory, f"{step}_directory"), student, "any").parent


def _entries(place: Path) -> list[str]:
    return sorted(os.listdir(place)) if place.is_dir() and not place.is_symlink() else []


def account(course: Course, student: str, rows: dict[str, Held]) -> Account:
    """What a student has in the folders, beside the rows. A submission is work that lies there, or a grade."""
    by_step = {step: {e for e in _entries(place_of(course, step, student)) if e[0] != "."} for step in STEPS}
    graded = {assignment for assignment, row in rows.items() if row.graded}
    works = by_step["submitted"] | by_step["autograded"] | graded
    return Account(student, rows, frozenset(works), frozenset(works | by_step["feedback"] | rows.keys()))


def _asked(keep: tuple[str, ...], old: str, new: str) -> dict[str, str]:
    """Which account's submission is to stay, by assignment; "" for all that are not named."""
    found = {}
    for text in keep:
        assignment, account = ("", text) if text in (old, new) else text.split("=", 1) if "=" in text else ("", "")
        if account not in (old, new):
            raise CannotMerge(f"--keep {text} names neither account: give {old}, {new}, or ASSIGNMENT={new}.")
        found[assignment] = account
    return found


def _stays(old: Account, new: Account, keep: tuple[str, ...]) -> dict[str, str]:
    """By assignment in which both have something, whose submission stays. Raises `CannotMerge`."""
    asked = _asked(keep, old.id, new.id)
    both = sorted(old.assignments & new.assignments)
    double = [a for a in both if a in old.works and a in new.works]
    if wrong := sorted(asked.keys() - {"", *double}):
        raise CannotMerge(f"--keep {wrong[0]}=...: not both accounts have a submission of {wrong[0]!r}.")
    if open_ones := [a for a in double if a not in asked and "" not in asked]:
        each = " ".join(f"{a}={new.id}" for a in open_ones)
        raise CannotMerge(
            f"Both accounts have a submission of {', '.join(open_ones)}, and one stays. Nothing was changed. Whose? "
            f"For all: --keep {old.id}, or --keep {new.id}; for each: --keep {each}. The other goes to {BACKUPS}/."
        )
    chosen = {a: asked.get(a, asked.get("", "")) for a in double}
    return {a: chosen.get(a) or (old.id if a in old.works else new.id) for a in both}


def _row_changes(old: Account, new: Account, stays: dict[str, str]) -> RowChanges:
    """An extension of either account stays, the longer one of two."""
    moved, removed, extensions, bare = [], [], {}, []
    for assignment in sorted(old.rows.keys() | new.rows.keys()):
        of_old, of_new = old.rows.get(assignment), new.rows.get(assignment)
        whose = stays.get(assignment, old.id if of_old else new.id)
        staying, going = (of_old, of_new) if whose == old.id else (of_new, of_old)
        removed += [going.id] if going else []
        moved += [staying.id] if staying and staying is of_old else []
        longest = max((row.extension for row in (staying, going) if row and row.extension is not None), default=None)
        if longest is None or (staying and staying.extension == longest):
            continue
        if staying is None and going:
            staying = Held(new_row_id(), going.assignment_id, None, graded=False)
            bare.append((staying.id, staying.assignment_id))
        if staying:
            extensions[staying.id] = longest
    return RowChanges(tuple(moved), tuple(removed), extensions, tuple(bare))


def _moves(course: Course, old: str, new: str, stays: dict[str, str], backup: Path) -> Iterator[tuple[str, str]]:
    for step in STEPS:
        source, target = place_of(course, step, old), place_of(course, step, new)
        if source.is_symlink() or source.is_file():
            yield str(source), str(backup / step / old if os.path.lexists(target) else target)
            continue
        there = set(_entries(target))
        aside = [a for a, whose in stays.items() if whose == old and a in there]
        for name in aside:
            yield str(target / name), str(backup / step / new / name)
        for name in _entries(source):
            free = name not in there or name in aside
            yield str(source / name), str(target / name if free else backup / step / old / name)


def _by_hand(
    course: Course, connection: Connection | None, old: Account, new: Account, stays: dict[str, str]
) -> dict[str, list[dict]]:
    """What is known of points by hand, under the new id, where the old account's submission stays."""
    found = {}
    for assignment in sorted(a for a in old.assignments if stays.get(a, old.id) == old.id):
        recorded = read_hand_points(course.root, assignment)
        row = old.rows.get(assignment)
        given = read_by_hand(connection, row.assignment_id, [old.id]) if connection and row else []
        graded = place_of(course, "autograded", old.id) / assignment
        answers = answers_to(given, {old.id: graded}.__getitem__)
        known = {g.place: g for g in recorded.values() if g.student == old.id}
        seen = {g.place: replace(g, answer=answers[g.place]) for g in given if g.place in answers}
        # What was recorded of the work that goes is said of nobody's any more.
        cleared = {place[1:]: HandPoints(*place, None, None, "") for place in recorded if place[0] == new.id}
        own = {place[1:]: replace(g, student=new.id) for place, g in (seen | known).items()}
        if lines := [asdict(g) for g in (cleared | own).values()]:
            found[assignment] = lines
    return found


def _refuse(course: Course, old: str, new: str, known: set[str]) -> None:
    """Raise `CannotMerge` where the ids are not two that can be made one."""
    if old == new:
        raise CannotMerge(f"{old!r} is one account already.")
    if not old or old == ".." or Path(old).name != old:
        raise CannotMerge(f"{old!r} is no id: it has no folder of its own. The ids: nbgrader db student list")
    if old not in known and not any(os.path.lexists(place_of(course, step, old)) for step in STEPS):
        raise CannotMerge(
            f"Nobody has the id {old!r}, in the gradebook or the folders. The ids: nbgrader db student list"
        )
    if reason := unfit(new):
        raise CannotMerge(f"The id {new!r} {reason}.")
    if twins := sorted(s for s in known - {old, new} if folded(s) == folded(new)):
        raise CannotMerge(
            f"The id {new!r} is {twins[0]!r} but for capitals or the form of accents. Merge into that one."
        )
    for folder in sorted(path.parent for path in (course.root / FOLDER).glob("*/*.jsonl")):
        journal = interrupted(course.root, folder.name)
        if journal and {old, new} & journal.graded.keys():
            again = f"python -m autograder grade {folder.name}"
            raise CannotMerge(f"The grading of {folder.name} was interrupted. Finish it first: {again}")


def planned(
    course: Course, old: str, new: str, keep: tuple[str, ...], known: set[str], connection: Connection | None
) -> Merge:
    """What will be done. Changes nothing.

    known: the gradebook's ids. connection: to the gradebook, None where there is none yet. Raises `CannotMerge`.
    """
    _refuse(course, old, new, known)
    of_old, of_new = (account(course, s, held(connection, s) if connection else {}) for s in (old, new))
    stays = _stays(of_old, of_new, keep)
    backup = course.root / BACKUPS / new_run_id()
    moves = tuple(_moves(course, old, new, stays, backup))
    by_hand = _by_hand(course, connection, of_old, of_new, stays)
    rows = _row_changes(of_old, of_new, stays)
    merge = Merge(old, new, keep, stays, rows, moves, by_hand, str(backup))
    _refuse_other_file_systems(course, merge)
    return merge


def _refuse_other_file_systems(course: Course, merge: Merge) -> None:
    """What goes aside is renamed, never copied, so that a crash leaves it in one place."""
    for source, target in merge.moves:
        if Path(target).is_relative_to(merge.backup) and os.lstat(source).st_dev != os.stat(course.root).st_dev:
            raise CannotMerge(
                f"{source} lies on another disk than {course.root}: move it there by hand, and try again."
            )
