"""What becomes of a student: leave, merge."""

import argparse
import datetime
from shlex import quote
from typing import TYPE_CHECKING

from autograder.command_line import FAIL, PASS, Commands, failing, tell, unusable

if TYPE_CHECKING:
    from autograder.grading.accounts.merge import Merged
    from autograder.grading.course import Course


def add(commands: Commands) -> None:
    """Add `leave` and `merge` to the commands."""
    leaving = commands.add_parser("leave", help="note that students have left the course; all their grades stay")
    leaving.add_argument("students", nargs="+", metavar="NAME")
    leaving.add_argument("--back", action="store_true", help="they are of the course again")
    leaving.set_defaults(run=leave)

    merging = commands.add_parser("merge", help="make a student's two accounts one, or give an account another id")
    merging.add_argument("old", metavar="OLD", help="the id that goes")
    merging.add_argument("new", metavar="NEW", help="the id that stays, or that nobody has yet")
    merging.add_argument(
        "--keep", nargs="+", default=[], metavar="ID", help="whose submission stays; for one: ASSIGNMENT=ID"
    )
    merging.set_defaults(run=merge)


def leave(options: argparse.Namespace) -> int:
    """Students leave the course, or come back."""
    from autograder.class_list import UnusableRoster
    from autograder.grading.course import open_course
    from autograder.grading.gradebook.version import UnusableGradebook, check_version
    from autograder.grading.gradebook.writer import GradebookFailed

    course = open_course()
    try:
        check_version(course.directory.db_url)
        if unknown := [] if options.back else _unknown(course, options.students):
            look = "See how the id is written: nbgrader db student list"
            return unusable(f"nobody has the id {unknown[0]!r}, so nobody was noted. {look}")
        lines = _back(course, options.students) if options.back else _left(course, options.students)
    except (UnusableRoster, UnusableGradebook) as error:
        return unusable(error)
    except GradebookFailed as error:
        return failing(error, FAIL)
    except OSError as error:
        return failing(f"{error.filename or 'left.csv'}: {error.strerror}. Nothing was changed.", FAIL)
    tell(*lines)
    return PASS


def _unknown(course: "Course", students: list[str]) -> list[str]:
    """Whom neither the gradebook knows, nor the submissions, nor the list of those who left before."""
    from autograder.grading.accounts.leavers import has_left, read_leavers
    from autograder.grading.accounts.merge_plan import place_of
    from autograder.grading.accounts.rows import accounts
    from autograder.handin.identified import unfit

    known, before = accounts(course.directory.db_url), read_leavers(course.root)
    strangers = [s for s in students if s not in known and not has_left(s, before)]
    return [s for s in strangers if unfit(s) or not place_of(course, "submitted", s).exists()]


def _left(course: "Course", students: list[str]) -> list[str]:
    from autograder.grading.accounts.leavers import FILE, note_leavers

    new = note_leavers(course.root, students, datetime.date.today())
    lines = [f"{student} had left before" for student in dict.fromkeys(students) if student not in new]
    lines += [f"{student} has left: noted in {FILE}" for student in new]
    if new:
        back = f"python -m autograder leave --back {' '.join(map(quote, new))}"
        lines += [
            "From now on: no line in an export, no feedback, not counted in the overview, and `grade` passes the",
            f"submissions over. All grades stay in the gradebook. Undone by: {back}",
        ]
    return lines


def _back(course: "Course", students: list[str]) -> list[str]:
    from autograder.grading.accounts.leavers import FILE, take_back

    back = take_back(course.root, students)
    lines = [f"{student} was not in {FILE}" for student in dict.fromkeys(students) if student not in back]
    lines += [f"{student} is of the course again" for student in back]
    if back:
        lines.append("What was handed in meanwhile is not graded yet: python -m autograder grade ASSIGNMENT")
    return lines


def merge(options: argparse.Namespace) -> int:
    """Two accounts become one."""
    from autograder.class_list import UnusableRoster
    from autograder.grading.accounts.merge import merge_accounts
    from autograder.grading.accounts.merge_plan import CannotMerge
    from autograder.grading.accounts.unfinished_merge import UnfinishedMerge
    from autograder.grading.course import open_course
    from autograder.grading.gradebook.version import UnusableGradebook
    from autograder.grading.gradebook.writer import GradebookFailed
    from autograder.grading.late_work.rule import LateRuleFailed
    from autograder.grading.run_journal import AlreadyGrading
    from autograder.handin.earlier import UnreadableRecord

    try:
        done = merge_accounts(open_course(), options.old, options.new, tuple(options.keep))
    except (CannotMerge, UnfinishedMerge, AlreadyGrading, UnusableGradebook, UnusableRoster, UnreadableRecord) as error:
        return unusable(error)
    except LateRuleFailed as error:
        return unusable(f"{error} Mend it in nbgrader_config.py. Nothing was changed.")
    except GradebookFailed as error:
        return failing(error, FAIL)
    except OSError as error:
        again = "The same command goes on where this one stopped."
        return failing(f"{error.filename or 'a file'}: {error.strerror}. {again}", FAIL)
    tell(*_lines(done))
    return PASS


def _lines(done: "Merged") -> list[str]:
    merge = done.merge
    lines = ["Finished what had been interrupted."] if done.resumed else []
    became = "is now called" if done.renamed else "is now one account with"
    lines.append(f"{merge.old} {became} {merge.new}, in the gradebook and the folders")
    lines += [f"{assignment}: the submission of {whose} stays" for assignment, whose in merge.stays.items()]
    lines += [f"{merge.old} had left, and is of the course as {merge.new}"] if done.back else []
    lines.append(f"What both had before is kept in {merge.backup}")
    lines.append(f"Mend your class list too: `nbgrader db student import` would add {merge.old} anew.")
    return lines
