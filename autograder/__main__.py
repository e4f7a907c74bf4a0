"""The commands: python -m autograder check | pack | unpack | release | grade | feedback | overview | export | prove."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

PASS, FAIL, UNUSABLE, NO_SANDBOX, INTERRUPTED = 0, 1, 2, 3, 130
MAX_TOLD = 5  # problems that are told one by one


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="check your own modules by the visible rules")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a module, or a folder of them")
    check.add_argument("--watch", action="store_true", help="check again whenever a module is saved, until Ctrl-C")
    check.add_argument(
        "-v", "--verbose", action="store_true", help="tell every rule, not only the first that is broken"
    )

    pack = commands.add_parser("pack", help="put your notebooks and modules of an assignment into one zip to hand in")
    pack.add_argument("assignment", metavar="ASSIGNMENT")
    pack.add_argument("--exercises", type=Path, metavar="DIR", help="holds ASSIGNMENT/ (default: looked for here)")
    pack.add_argument("--output", type=Path, metavar="FILE", help="default: ASSIGNMENT.zip")

    unpack = commands.add_parser("unpack", help="lay out zips that were handed in as submitted/<student>/<assignment>/")
    unpack.add_argument("sources", nargs="+", type=Path, metavar="FILE-OR-FOLDER", help="zips, or an LMS's download")
    unpack.add_argument("--submitted", type=Path, default=Path("submitted"), metavar="DIR", help="default: submitted")
    unpack.add_argument("--assignment", metavar="NAME", help="default: the one whose files were handed in")
    unpack.add_argument("--roster", type=Path, metavar="FILE", help="who is who: a CSV of nbgrader, Canvas or Moodle")
    unpack.add_argument("--exercises", type=Path, metavar="DIR", help="as released (default: the course's)")

    release = commands.add_parser("release", help="write exercises/ from solutions/")
    release.add_argument("--check", action="store_true", help="change nothing; exit 1 where a file is stale")

    grade = commands.add_parser("grade", help="grade all submissions into nbgrader's gradebook")
    grade.add_argument("assignment", metavar="ASSIGNMENT")
    grade.add_argument("--submitted", type=Path, metavar="DIR", help="holds <student>/ASSIGNMENT/ (default: submitted)")
    grade.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    grade.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)")
    grade.add_argument("--seed", type=int, metavar="N", help="of the hidden cases: repeats an earlier grading")
    grade.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="judge on the Dask cluster of this scheduler")
    grade.add_argument("--isolation", choices=["bubblewrap", "none"], default="bubblewrap", help="default: bubblewrap")

    _add_desk(commands)

    prove = commands.add_parser("prove", help="try the checks on the reference, the stub and every known mistake")
    prove.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    prove.add_argument("--seed", type=int, default=0, metavar="N", help="of the hidden cases (default: 0)")

    for command in (check, grade, prove):
        command.add_argument("--json", type=Path, metavar="FILE", help="also write the results as JSON")
    return parser


def _add_desk(commands: argparse._SubParsersAction) -> None:
    feedback = commands.add_parser("feedback", help="write each student's feedback page")
    feedback.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    feedback.add_argument(
        "--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)"
    )
    feedback.add_argument("--book", default="", metavar="URL", help="where the book is published: chapters are linked")

    overview = commands.add_parser("overview", help="write a page on how the class did, and what is left to do")
    address = "http://localhost:8888/formgrader"
    overview.add_argument("--formgrader", default=address, metavar="URL", help=f"where it runs (default: {address})")

    export = commands.add_parser("export", help="write the grades as a CSV file")
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help="the CSV file")
    export.add_argument("--for", dest="system", choices=["nbgrader", "canvas", "moodle"], default="nbgrader")
    export.add_argument("--column", metavar="NAME", help="the assignment's name there (default: as the roster has it)")

    for command in (feedback, overview, export):
        command.add_argument("assignment", metavar="ASSIGNMENT")
    for command in (overview, export):
        command.add_argument("--roster", type=Path, metavar="FILE", help="the class list, a CSV file of that system")


def _write_json(path: Path | None, rows: list[dict]) -> None:
    if path:
        try:
            path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            sys.exit(_unusable(f"{path} cannot be written ({error.strerror}). Name a file in a folder that exists."))


def _unusable(message: object) -> int:
    print(f"autograder: {message}", file=sys.stderr)
    return UNUSABLE


def _tell(lines: list[str]) -> None:
    """Print lines with file names in them, also where the terminal's encoding lacks a character of theirs."""
    encoding = sys.stdout.encoding or "utf-8"
    print("\n".join(lines).encode(encoding, errors="replace").decode(encoding))


def check(options: argparse.Namespace) -> int:
    """The student's own check."""
    from autograder.check.command import Wishes, check_paths
    from autograder.check.released import UnusablePath
    from autograder.judging.rules import Unreadable

    try:
        wishes = Wishes(options.verbose, options.watch, partial(_write_json, options.json))
        return check_paths(options.paths, wishes)
    except (UnusablePath, Unreadable) as error:
        return _unusable(error)


def pack(options: argparse.Namespace) -> int:
    """Hand in: one zip."""
    from autograder.handin.course import NoSuchAssignment
    from autograder.handin.pack import NotPacked, lines
    from autograder.handin.pack import pack as pack_assignment

    try:
        packed = pack_assignment(options.assignment, options.exercises, options.output)
    except (NoSuchAssignment, NotPacked, OSError) as error:
        return _unusable(error)
    _tell(lines(packed))
    return PASS


def unpack(options: argparse.Namespace) -> int:
    """Lay out what a class handed in."""
    from autograder.class_list import UnusableRoster, read_roster
    from autograder.handin.collect import NothingHandedIn
    from autograder.handin.course import NoSuchAssignment, released_course
    from autograder.handin.roster import students_of
    from autograder.handin.unpack import WhichAssignment, lines
    from autograder.handin.unpack import unpack as unpack_class

    released = options.exercises or Path(__file__).resolve().parents[1] / "exercises"
    try:
        course = released_course(released)
        roster = students_of(read_roster(options.roster)) if options.roster else None
        unpacked = unpack_class(options.sources, options.submitted, course, options.assignment, roster)
    except (NoSuchAssignment, NothingHandedIn, WhichAssignment, UnusableRoster, OSError) as error:
        return _unusable(error)
    _tell(lines(unpacked, options.submitted))
    return FAIL if unpacked.refused or unpacked.unidentified else PASS


def release(options: argparse.Namespace) -> int:
    """Write exercises/, or tell whether it is stale."""
    from autograder.authoring import release as releasing

    try:
        files = releasing.stale() if options.check else releasing.release()
    except releasing.NotReleasable as error:
        return _unusable(error)
    for path in files:
        print(f"{'stale' if options.check else 'wrote'}: exercises/{path}")
    if options.check and files:
        print("Write them anew with: python -m autograder release")
        return FAIL
    if not files:
        print("exercises/ is up to date")
    return PASS


def grade(options: argparse.Namespace) -> int:
    """Grade a class."""
    from autograder.grading.class_run import Asked, grade_class
    from autograder.grading.cluster import NoCluster
    from autograder.grading.course import Unprepared, open_course
    from autograder.grading.gradebook import GradebookFailed
    from autograder.grading.judges import GradingFailed
    from autograder.grading.lateness import LateRuleFailed
    from autograder.grading.progress import progress
    from autograder.grading.record import GOES_ON, AlreadyGrading
    from autograder.grading.submissions import NothingToGrade, submissions
    from autograder.grading.summary import show_outcome, write_rows
    from autograder.judging.references import StaleRelease, assignments
    from autograder.sandbox.walls import SandboxUnavailable

    if options.assignment not in assignments():
        return _unusable(f"there is no assignment {options.assignment!r}. There are: {', '.join(assignments())}.")
    if options.jobs < 1:
        return _unusable(f"--jobs {options.jobs} leaves nobody to grade: give 1 or more.")
    course = open_course()
    submitted = options.submitted or course.root / course.directory.submitted_directory
    try:
        found = submissions(submitted, options.assignment, options.student)
        how = (options.jobs, options.seed, options.isolation, options.student, options.scheduler)
        asked = Asked(options.assignment, found, *how)
        with progress(len(found), "submissions graded") as advance:
            outcome = grade_class(course, asked, advance)
    except (NothingToGrade, StaleRelease, Unprepared, AlreadyGrading, NoCluster) as error:
        return _unusable(error)
    except SandboxUnavailable as error:
        print(f"autograder: {error}", file=sys.stderr)
        return NO_SANDBOX
    except (GradebookFailed, GradingFailed) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return FAIL
    except LateRuleFailed as error:
        print(f"autograder: {error} Mend it in nbgrader_config.py. {GOES_ON}", file=sys.stderr)
        return FAIL
    except OSError as error:
        print(f"autograder: {error.filename or 'a file'}: {error.strerror}. {GOES_ON}", file=sys.stderr)
        return FAIL
    except KeyboardInterrupt:
        print(f"autograder: interrupted. {GOES_ON}", file=sys.stderr)
        return INTERRUPTED
    if options.json:
        write_rows(options.json, outcome)
    show_outcome(outcome)
    return FAIL if outcome.failed else PASS


def _at_the_desk(work: Callable, say: Callable) -> int:
    """Do one thing at the instructor's desk and say what was written. Exit code 1 where a part could not be done."""
    from autograder.class_list import UnusableRoster
    from autograder.grading.course import open_course
    from autograder.grading.gradebook_version import UnusableGradebook
    from autograder.grading.marks import NotGraded
    from autograder.grading.writing import NotWritable

    try:
        done = work(open_course())
    except (UnusableGradebook, NotGraded, UnusableRoster, NotWritable) as error:
        return _unusable(error)
    except KeyboardInterrupt:
        print("autograder: interrupted. What is written is whole; the same command does the rest.", file=sys.stderr)
        return INTERRUPTED
    for problem in done.problems[:MAX_TOLD]:
        print(f"autograder: {problem}", file=sys.stderr)
    if more := len(done.problems[MAX_TOLD:]):
        print(f"autograder: ... and {more} more of the kind.", file=sys.stderr)
    print(say(done), *done.notes, sep="\n")
    return FAIL if done.problems else PASS


def feedback(options: argparse.Namespace) -> int:
    """Feedback pages for students."""
    from autograder.grading.desk import give_feedback

    about = (options.assignment, options.student, options.book, options.jobs)
    pages = f"<student>/{options.assignment}/feedback.html"
    return _at_the_desk(
        lambda course: give_feedback(course, *about), lambda done: f"{done.path}/{pages}, students: {done.count}"
    )


def overview(options: argparse.Namespace) -> int:
    """The class at a glance."""
    from autograder.grading.desk import write_overview

    about = (options.assignment, options.roster, options.formgrader)
    return _at_the_desk(
        lambda course: write_overview(course, *about), lambda done: f"{done.path}, graded submissions: {done.count}"
    )


def export(options: argparse.Namespace) -> int:
    """Grades for other systems."""
    from autograder.grading.desk import export as write_export

    about = (options.assignment, options.to, options.system, options.roster, options.column)
    return _at_the_desk(
        lambda course: write_export(course, *about), lambda done: f"{done.path}, students: {done.count}"
    )


def prove(options: argparse.Namespace) -> int:
    """Prove the checks."""
    from dataclasses import asdict

    from autograder.authoring.proofs_table import proofs_table
    from autograder.authoring.prove import prove as prove_all
    from autograder.judging.references import assignments
    from autograder.tables import show

    unknown = set(options.assignments) - set(assignments())
    if unknown:
        return _unusable(f"there is no assignment {sorted(unknown)[0]!r}. There are: {', '.join(assignments())}.")
    proofs = list(prove_all(options.assignments or assignments(), options.seed))
    show(proofs_table(proofs))
    gaps = [(proof, gap) for proof in proofs for gap in proof.gaps]
    for proof, gap in gaps:
        print(f"{proof.function}: {gap}")
    _write_json(options.json, [asdict(proof) for proof in proofs])
    return FAIL if gaps else PASS


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": check,
    "pack": pack,
    "unpack": unpack,
    "release": release,
    "grade": grade,
    "feedback": feedback,
    "overview": overview,
    "export": export,
    "prove": prove,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 something fails, 2 unusable arguments, 3 no sandbox."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except ModuleNotFoundError:
        if find_spec("autograder.checks"):
            raise
        return _unusable(
            f"{options.command!r} belongs to the course's repository, and this is the package for students. "
            "Run it in a clone of the repository."
        )


if __name__ == "__main__":
    sys.exit(main())
