"""The instructor's grading: grade, extension, register, ungrade; and what becomes of a student: leave, merge."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.command_line import (
    FAIL,
    INTERRUPTED,
    NO_SANDBOX,
    PASS,
    Commands,
    add_json,
    failing,
    import_first,
    tell,
    unusable,
    write_json,
)
from autograder.grading.accounts import commands as account_commands
from autograder.language import said
from autograder.sandbox.walls import ISOLATIONS

if TYPE_CHECKING:
    from autograder.grading.course import Course

_ISOLATION = "how student code is walled off; default: bubblewrap where it starts, else landlock"


def add(commands: Commands) -> None:
    """Add `grade`, `extension`, `register`, `ungrade`, `leave` and `merge` to the commands."""
    command = commands.add_parser("grade", help="grade all submissions into nbgrader's gradebook")
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--submitted", type=Path, metavar="DIR", help="holds <student>/ASSIGNMENT/")
    command.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    command.add_argument("--exercise", nargs="+", metavar="NAME", help="these exercises only; the others stay")
    command.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)")
    command.add_argument("--seed", type=int, metavar="N", help="of the hidden cases: repeats an earlier grading")
    command.add_argument("--seconds", type=float, metavar="S", help="that a submission has in all (default: 60)")
    command.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="judge on the Dask cluster of this scheduler")
    command.add_argument("--isolation", choices=ISOLATIONS, default=ISOLATIONS[0], help=_ISOLATION)
    command.add_argument("--changes", type=Path, metavar="FILE", help="also write what a regrade changed as CSV")
    add_json(command)
    command.set_defaults(run=grade)

    _add_extension(commands)

    registering = commands.add_parser("register", help="enter a release's cells and points into the gradebook")
    registering.add_argument("assignment", metavar="ASSIGNMENT")
    registering.set_defaults(run=register)

    taking_out = commands.add_parser("ungrade", help="take the grade of a submission that is gone out of the gradebook")
    taking_out.add_argument("assignment", metavar="ASSIGNMENT")
    taking_out.add_argument("student", metavar="NAME")
    taking_out.set_defaults(run=ungrade)

    account_commands.add(commands)


def _add_extension(commands: Commands) -> None:
    words = "give students more time for an assignment; without students, show who has until when"
    extending = commands.add_parser("extension", help=words, description=words)
    extending.add_argument("assignment", metavar="ASSIGNMENT")
    extending.add_argument("students", nargs="*", metavar="STUDENT")
    how = extending.add_mutually_exclusive_group()
    how.add_argument("--days", metavar="N", help="after the assignment's due date, at the same time of day")
    how.add_argument("--hours", metavar="N", help="after the assignment's due date")
    how.add_argument("--until", metavar="TIME", help="by the course's clocks if no zone is named: 2026-10-09 22:00")
    how.add_argument("--none", action="store_true", help="take the extension away")
    how.add_argument("--list", type=Path, metavar="FILE", help="a CSV file: the columns id, and days, hours or until")
    add_json(extending)
    extending.set_defaults(run=extension)


def grade(options: argparse.Namespace) -> int:
    """Grade a class."""
    import_first("autograder.grading.run")
    from autograder.class_list import UnusableRoster
    from autograder.grading.asked import Asked
    from autograder.grading.course import Unprepared, open_course, seconds_for_a_submission
    from autograder.grading.gradebook.writer import GradebookFailed
    from autograder.grading.judges.cluster import NoCluster
    from autograder.grading.judges.judge_processes import GradingFailed
    from autograder.grading.late_work.rule import LateRuleFailed
    from autograder.grading.progress import progress
    from autograder.grading.run import grade_class
    from autograder.grading.run_journal import GOES_ON, AlreadyGrading
    from autograder.grading.run_summary import show_outcome, write_changes, write_rows
    from autograder.grading.submissions import NothingToGrade, submissions, unnamable
    from autograder.judging.references import StaleRelease
    from autograder.sandbox.walls import SandboxUnavailable

    if problem := _unknown(options.assignment) or _unfit(options):
        return unusable(problem)
    course = open_course()
    seconds = options.seconds or seconds_for_a_submission(course.config)
    if seconds <= 0:
        return unusable(f"{seconds:g} seconds leave no submission any time: give more than 0.")
    submitted = options.submitted or course.root / course.directory.submitted_directory
    try:
        found = submissions(submitted, options.assignment, options.student)
        how = (options.jobs, options.seed, options.isolation, seconds, options.student, options.scheduler)
        asked = Asked(options.assignment, found, *how, exercises=_exercises(options))
        with progress(len(found), "submissions graded") as advance:
            outcome = grade_class(course, asked, advance, tell)
        if options.json:
            write_rows(options.json, outcome)
        if options.changes:
            write_changes(options.changes, outcome.changes)
    except (NothingToGrade, StaleRelease, Unprepared, AlreadyGrading, NoCluster, UnusableRoster) as error:
        return unusable(error)
    except SandboxUnavailable as error:
        return failing(error, NO_SANDBOX)
    except (GradebookFailed, GradingFailed) as error:
        return failing(error, FAIL)
    except LateRuleFailed as error:
        return failing(f"{error} Mend it in nbgrader_config.py. {GOES_ON}", FAIL)
    except OSError as error:
        return failing(f"{error.filename or 'a file'}: {error.strerror}. {GOES_ON}", FAIL)
    except KeyboardInterrupt:
        return failing(f"interrupted. {GOES_ON}", INTERRUPTED)
    show_outcome(outcome)
    left_out = unnamable(submitted, options.assignment)
    for sentence in left_out:
        print(said(sentence), file=sys.stderr)
    return FAIL if outcome.failed or outcome.refused or left_out else PASS


def _unknown(assignment: str) -> str | None:
    from autograder.judging.references import assignments

    there = assignments()
    return None if assignment in there else f"there is no assignment {assignment!r}. There are: {', '.join(there)}."


def _unfit(options: argparse.Namespace) -> str | None:
    """What is wrong with what is asked for."""
    from autograder.judging.references import assignments, exercises_of

    if options.jobs < 1:
        return f"--jobs {options.jobs} leaves nobody to grade: give 1 or more."
    there = exercises_of(options.assignment)
    if unknown := [name for name in options.exercise or () if name not in there]:
        others = [a for a in assignments() if unknown[0] in exercises_of(a)]
        of = f"; {others[0]} has it" if others else ""
        return f"{options.assignment} has no exercise {unknown[0]!r}{of}. It has: {', '.join(there)}."
    for path in filter(None, (options.json, options.changes)):
        if path.is_dir() or not path.parent.is_dir():
            return f"{path} cannot be written. Name a file in a folder that exists."
    return None


def _exercises(options: argparse.Namespace) -> list[str] | None:
    """Those that are asked for, in the lecture's order; None where that is all of them."""
    from autograder.judging.references import exercises_of

    there = exercises_of(options.assignment)
    return [e for e in there if e in options.exercise] if set(options.exercise or there) < set(there) else None


def _with_the_gradebook(assignment: str, work: "Callable[[Course], None]") -> int:
    """Do something else than grading with a term's gradebook."""
    from autograder.class_list import UnusableRoster
    from autograder.grading.course import Unprepared, open_course
    from autograder.grading.gradebook.version import UnusableGradebook, check_version
    from autograder.grading.gradebook.writer import GradebookFailed
    from autograder.grading.late_work.extension_requests import NoExtension
    from autograder.grading.late_work.rule import LateRuleFailed
    from autograder.grading.run_journal import AlreadyGrading
    from autograder.grading.ungrade import NothingToTakeOut

    if problem := _unknown(assignment):
        return unusable(problem)
    course = open_course()
    try:
        check_version(course.directory.db_url)
        work(course)
    except (AlreadyGrading, NoExtension, NothingToTakeOut, Unprepared, UnusableGradebook, UnusableRoster) as error:
        return unusable(error)
    except LateRuleFailed as error:
        return unusable(f"{error} Mend it in nbgrader_config.py. The gradebook is as it was.")
    except GradebookFailed as error:
        return failing(error, FAIL)
    return PASS


def extension(options: argparse.Namespace) -> int:
    """More time for some students, or a table of who has until when."""
    from autograder.grading.late_work.extension_lines import due_rows, due_table, granted
    from autograder.grading.late_work.extension_requests import KINDS, requested
    from autograder.grading.late_work.extensions import due_dates, grant
    from autograder.grading.late_work.rule import course_zone
    from autograder.tables import show

    def work(course: "Course") -> None:
        zone = course_zone(course.config)
        given = {kind: getattr(options, kind) for kind in KINDS}
        if wanted := requested(options.students, given, options.none, options.list):
            dates, changes = grant(course, options.assignment, wanted)
            tell(*granted(dates, changes, zone))
        else:
            dates = due_dates(course, options.assignment)
            show(due_table(dates, zone))
        write_json(options.json, due_rows(options.assignment, dates))

    return _with_the_gradebook(options.assignment, work)


def register(options: argparse.Namespace) -> int:
    """The gradebook gets the cells and points of a release."""
    from autograder.grading.new_release import bring_up_to_date

    def work(course: "Course") -> None:
        changes = bring_up_to_date(course, options.assignment)
        again = (
            f"Grade it anew, so that all grades are of this release: python -m autograder grade {options.assignment}"
        )
        tell(*changes, again if changes else "The gradebook is up to date.")

    return _with_the_gradebook(options.assignment, work)


def ungrade(options: argparse.Namespace) -> int:
    """A grade without a submission leaves the gradebook."""
    from autograder.grading.late_work.penalties import told_elsewhere
    from autograder.grading.ungrade import ungrade as take_out

    def work(course: "Course") -> None:
        kept, changes = take_out(course, options.assignment, options.student)
        tell(
            f"{options.student} has no grade of {options.assignment} any more. All of it is kept in {kept}",
            *told_elsewhere(changes),
        )

    return _with_the_gradebook(options.assignment, work)
