"""The instructor's grading: grade, register, ungrade; and what becomes of a student: leave, merge."""

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
    unusable,
)
from autograder.grading import account_commands
from autograder.sandbox.walls import ISOLATIONS

if TYPE_CHECKING:
    from autograder.grading.course import Course

_ISOLATION = "how student code is walled off; default: bubblewrap where it starts, else landlock"


def add(commands: Commands) -> None:
    """Add `grade`, `register`, `ungrade`, `leave` and `merge` to the commands."""
    command = commands.add_parser("grade", help="grade all submissions into nbgrader's gradebook")
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--submitted", type=Path, metavar="DIR", help="holds <student>/ASSIGNMENT/")
    command.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    command.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)")
    command.add_argument("--seed", type=int, metavar="N", help="of the hidden cases: repeats an earlier grading")
    command.add_argument("--seconds", type=float, metavar="S", help="that a submission has in all (default: 60)")
    command.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="judge on the Dask cluster of this scheduler")
    command.add_argument("--isolation", choices=ISOLATIONS, default=ISOLATIONS[0], help=_ISOLATION)
    add_json(command)
    command.set_defaults(run=grade)

    registering = commands.add_parser("register", help="enter a release's cells and points into the gradebook")
    registering.add_argument("assignment", metavar="ASSIGNMENT")
    registering.set_defaults(run=register)

    taking_out = commands.add_parser("ungrade", help="take the grade of a submission that is gone out of the gradebook")
    taking_out.add_argument("assignment", metavar="ASSIGNMENT")
    taking_out.add_argument("student", metavar="NAME")
    taking_out.set_defaults(run=ungrade)

    account_commands.add(commands)


def grade(options: argparse.Namespace) -> int:
    """Grade a class."""
    import_first("autograder.grading.run")
    from autograder.class_list import UnusableRoster
    from autograder.grading.cluster import NoCluster
    from autograder.grading.course import Unprepared, open_course, seconds_for_a_submission
    from autograder.grading.gradebook_writer import GradebookFailed
    from autograder.grading.judge_processes import GradingFailed
    from autograder.grading.lateness import LateRuleFailed
    from autograder.grading.progress import progress
    from autograder.grading.run import Asked, grade_class
    from autograder.grading.run_journal import GOES_ON, AlreadyGrading
    from autograder.grading.run_summary import show_outcome, write_rows
    from autograder.grading.submissions import NothingToGrade, submissions, unnamable
    from autograder.judging.references import StaleRelease
    from autograder.sandbox.walls import SandboxUnavailable

    if problem := _unknown(options.assignment):
        return unusable(problem)
    if options.jobs < 1:
        return unusable(f"--jobs {options.jobs} leaves nobody to grade: give 1 or more.")
    course = open_course()
    seconds = options.seconds or seconds_for_a_submission(course.config)
    if seconds <= 0:
        return unusable(f"{seconds:g} seconds leave no submission any time: give more than 0.")
    submitted = options.submitted or course.root / course.directory.submitted_directory
    try:
        found = submissions(submitted, options.assignment, options.student)
        how = (options.jobs, options.seed, options.isolation, seconds, options.student, options.scheduler)
        asked = Asked(options.assignment, found, *how)
        with progress(len(found), "submissions graded") as advance:
            outcome = grade_class(course, asked, advance, print)
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
    if options.json:
        write_rows(options.json, outcome)
    show_outcome(outcome)
    left_out = unnamable(submitted, options.assignment)
    for sentence in left_out:
        print(sentence, file=sys.stderr)
    return FAIL if outcome.failed or outcome.refused or left_out else PASS


def _unknown(assignment: str) -> str | None:
    from autograder.judging.references import assignments

    there = assignments()
    return None if assignment in there else f"there is no assignment {assignment!r}. There are: {', '.join(there)}."


def _with_the_gradebook(assignment: str, work: "Callable[[Course], None]") -> int:
    """Do something else than grading with a term's gradebook."""
    from autograder.grading.course import Unprepared, open_course
    from autograder.grading.gradebook_version import UnusableGradebook, check_version
    from autograder.grading.gradebook_writer import GradebookFailed
    from autograder.grading.run_journal import AlreadyGrading
    from autograder.grading.ungrade import NothingToTakeOut

    if problem := _unknown(assignment):
        return unusable(problem)
    course = open_course()
    try:
        check_version(course.directory.db_url)
        work(course)
    except (AlreadyGrading, NothingToTakeOut, Unprepared, UnusableGradebook) as error:
        return unusable(error)
    except GradebookFailed as error:
        return failing(error, FAIL)
    return PASS


def register(options: argparse.Namespace) -> int:
    """The gradebook gets the cells and points of a release."""
    from autograder.grading.new_release import bring_up_to_date

    def work(course: "Course") -> None:
        changes = bring_up_to_date(course, options.assignment)
        again = (
            f"Grade it anew, so that all grades are of this release: python -m autograder grade {options.assignment}"
        )
        print(*changes, again if changes else "The gradebook is up to date.", sep="\n")

    return _with_the_gradebook(options.assignment, work)


def ungrade(options: argparse.Namespace) -> int:
    """A grade without a submission leaves the gradebook."""
    from autograder.grading.ungrade import ungrade as take_out

    def work(course: "Course") -> None:
        kept = take_out(course, options.assignment, options.student)
        print(f"{options.student} has no grade of {options.assignment} any more. All of it is kept in {kept}")

    return _with_the_gradebook(options.assignment, work)
