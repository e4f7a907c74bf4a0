"""The instructor's grading: grade."""

import argparse
import os
from pathlib import Path

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
from autograder.sandbox.walls import ISOLATIONS


def add(commands: Commands) -> None:
    """Add `grade` to the commands."""
    command = commands.add_parser("grade", help="grade all submissions into nbgrader's gradebook")
    command.add_argument("assignment", metavar="ASSIGNMENT")
    command.add_argument("--submitted", type=Path, metavar="DIR", help="holds <student>/ASSIGNMENT/")
    command.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    command.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)")
    command.add_argument("--seed", type=int, metavar="N", help="of the hidden cases: repeats an earlier grading")
    command.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="judge on the Dask cluster of this scheduler")
    command.add_argument("--isolation", choices=ISOLATIONS, default=ISOLATIONS[0], help=f"default: {ISOLATIONS[0]}")
    add_json(command)
    command.set_defaults(run=grade)


def grade(options: argparse.Namespace) -> int:
    """Grade a class."""
    import_first("autograder.grading.run")
    from autograder.grading.cluster import NoCluster
    from autograder.grading.course import Unprepared, open_course
    from autograder.grading.gradebook_writer import GradebookFailed
    from autograder.grading.judge_processes import GradingFailed
    from autograder.grading.lateness import LateRuleFailed
    from autograder.grading.progress import progress
    from autograder.grading.run import Asked, grade_class
    from autograder.grading.run_journal import GOES_ON, AlreadyGrading
    from autograder.grading.run_summary import show_outcome, write_rows
    from autograder.grading.submissions import NothingToGrade, submissions
    from autograder.judging.references import StaleRelease, assignments
    from autograder.sandbox.walls import SandboxUnavailable

    if options.assignment not in assignments():
        return unusable(f"there is no assignment {options.assignment!r}. There are: {', '.join(assignments())}.")
    if options.jobs < 1:
        return unusable(f"--jobs {options.jobs} leaves nobody to grade: give 1 or more.")
    course = open_course()
    submitted = options.submitted or course.root / course.directory.submitted_directory
    try:
        found = submissions(submitted, options.assignment, options.student)
        how = (options.jobs, options.seed, options.isolation, options.student, options.scheduler)
        asked = Asked(options.assignment, found, *how)
        with progress(len(found), "submissions graded") as advance:
            outcome = grade_class(course, asked, advance)
    except (NothingToGrade, StaleRelease, Unprepared, AlreadyGrading, NoCluster) as error:
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
    return FAIL if outcome.failed else PASS
