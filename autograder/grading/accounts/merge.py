"""A student's two accounts made one: in the gradebook, the folders, and what is recorded beside them.

All is decided and written down first; then each step can be done again. A merge that was interrupted is finished by the
same command, and until then nothing else touches the term.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.accounts.leavers import read_leavers, take_back
from autograder.grading.accounts.merge_plan import STEPS, place_of, planned
from autograder.grading.accounts.rows import accounts, change_rows, rows_of_accounts, transaction
from autograder.grading.accounts.unfinished_merge import FILE, Merge, UnfinishedMerge, read_merge, write_merge
from autograder.grading.course import Course
from autograder.grading.gradebook.hand_points import HandPoints, record
from autograder.grading.gradebook.version import check_version, is_missing
from autograder.grading.late_work.penalties import reckon
from autograder.grading.late_work.rule import LateRule, late_rule
from autograder.grading.run_journal import only_grading
from autograder.handin.earlier import merge_record, read_record
from autograder.handin.uploads import merge_uploads, read_uploads


@dataclass(frozen=True)
class Merged:
    """What was done. renamed: the new id was nobody's. resumed: it had been begun before. back: the old id had left."""

    merge: Merge
    renamed: bool
    resumed: bool
    back: bool


def merge_accounts(course: Course, old: str, new: str, keep: tuple[str, ...]) -> Merged:
    """Make two accounts of a student one, which has the new id.

    keep: whose submission stays where both have one: an id for all, or `<assignment>=<id>`.
    Raises `CannotMerge`, `UnfinishedMerge`, `AlreadyGrading`, `UnusableGradebook`, `UnusableRoster`,
    `UnreadableRecord`, `GradebookFailed`, `LateRuleFailed`, OSError.
    """
    check_version(course.directory.db_url)
    rule = late_rule(course.config)
    with only_grading(course.root, merging=True):
        begun = read_merge(course.root)
        if begun and (begun.old, begun.new, begun.keep) != (old, new, keep):
            raise UnfinishedMerge(
                f"The accounts {begun.old!r} and {begun.new!r} are half merged. Finish that first: {begun.command}"
            )
        merge = begun or _begin(course, old, new, keep)
        known = new in accounts(course.directory.db_url)
        return Merged(merge, not known, begun is not None, _carry_out(course, merge, rule))


def _begin(course: Course, old: str, new: str, keep: tuple[str, ...]) -> Merge:
    """Decide what to do, and write it down, with all that the gradebook has of both."""
    url, submitted = course.directory.db_url, course.root / course.directory.submitted_directory
    # What cannot be read is told before anything is done.
    read_record(submitted), read_uploads(submitted), read_leavers(course.root)
    known = accounts(url)
    with contextlib.nullcontext() if is_missing(url) else transaction(url) as connection:
        merge = planned(course, old, new, keep, known, connection)
        rows = rows_of_accounts(connection, [old, new]) if connection else []
    backup = Path(merge.backup)
    backup.mkdir(parents=True)
    (backup / "gradebook.json").write_text(json.dumps(rows, indent=1, default=str), encoding="utf-8")
    write_merge(course.root, merge)
    return merge


def _carry_out(course: Course, merge: Merge, rule: LateRule) -> bool:
    """Do all steps, those again that were done before a crash. Returns whether the student had left, and is back."""
    if not is_missing(course.directory.db_url):
        with transaction(course.directory.db_url) as connection:
            change_rows(connection, merge.old, merge.new, merge.rows)
            # Late days are spent in all assignments of one student, who has more of them now.
            if rule.by_dates:
                reckon(connection, rule, [merge.new])
    for source, target in merge.moves:
        if os.path.lexists(source) and not os.path.lexists(target):
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.rename(source, target)
    for step in STEPS:
        # What came into it meanwhile stays.
        with contextlib.suppress(OSError):
            os.rmdir(place_of(course, step, merge.old))
    for assignment, given in merge.by_hand.items():
        record(course.root, assignment, (HandPoints(**g) for g in given))
    submitted = course.root / course.directory.submitted_directory
    merge_record(submitted, merge.old, merge.new, merge.stays)
    merge_uploads(submitted, merge.old, merge.new, merge.stays)
    back = take_back(course.root, [merge.old])
    (course.root / FILE).unlink()
    return bool(back)
