"""The instructor's desk: feedback, overview, similar, export, late_days, term."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from autograder.command_line import FAIL, INTERRUPTED, PASS, Commands, add_json, failing, tell, unusable, write_json

MAX_TOLD = 5  # problems that are told one by one


def add(commands: Commands) -> None:
    """Add `feedback`, `overview`, `similar`, `export`, `late_days` and `term` to the commands."""
    giving_back = commands.add_parser("feedback", help="write each student's feedback page")
    giving_back.add_argument("--student", nargs="+", metavar="NAME", help="these students only")
    giving_back.add_argument(
        "--jobs", type=int, default=os.cpu_count(), metavar="N", help="at a time (default: all cores)"
    )
    giving_back.add_argument("--book", default="", metavar="URL", help="where the book is published")
    giving_back.add_argument("--zip", choices=["canvas", "moodle"], help="pack the pages to send them by this system")
    giving_back.add_argument(
        "--zip-mb", type=float, metavar="MB", help="that one zip may have there; the pages are parted into several"
    )
    giving_back.set_defaults(run=feedback)

    looking = commands.add_parser("overview", help="write a page on how the class did, and what is left to do")
    address = "http://localhost:8888/formgrader"
    looking.add_argument("--formgrader", default=address, metavar="URL", help=f"where it runs (default: {address})")
    looking.add_argument("--blind", action="store_true", help="only the written answers to read, with nobody's name")
    looking.add_argument("--graders", metavar="NAME,NAME", help="with --blind: a share of the answers for each of them")
    looking.set_defaults(run=overview)

    comparing = commands.add_parser("similar", help="write a page on pairs who share what is rare in the class")
    comparing.add_argument("--to", type=Path, metavar="FILE", help="a page (.html) or a table (.csv) elsewhere")
    comparing.set_defaults(run=similar)

    exporting = commands.add_parser("export", help="write the grades as a CSV file")
    exporting.add_argument("--to", type=Path, required=True, metavar="FILE", help="the CSV file")
    exporting.add_argument("--for", dest="system", choices=["nbgrader", "canvas", "moodle"], default="nbgrader")
    exporting.add_argument("--column", metavar="NAME", help="its name there (default: as the roster has it)")
    exporting.add_argument("--new-column", action="store_true", help="the column need not be in the roster yet")
    exporting.add_argument("--functions", action="store_true", help="a column for each function and written question")
    exporting.add_argument(
        "--missing", choices=["zero", "blank"], default="zero", help="for who handed nothing in (default: zero)"
    )
    exporting.set_defaults(run=export)

    counting = commands.add_parser("late_days", help="show the late days that each student has used and has left")
    counting.add_argument("--to", type=Path, metavar="FILE", help="write them as a CSV file")
    add_json(counting)
    counting.set_defaults(run=late_days)

    adding_up = commands.add_parser("term", help="write the term's assignments and percentages as a CSV file")
    adding_up.add_argument("--to", type=Path, required=True, metavar="FILE", help="the CSV file")
    adding_up.add_argument("--weights", type=Path, metavar="FILE", help="a CSV file with the columns assignment,weight")
    one = "what one weighs; the others weigh 1"
    adding_up.add_argument("--weight", nargs="+", action="extend", default=[], metavar="ASSIGNMENT=NUMBER", help=one)
    lowest = "how many of each student's lowest assignments do not count"
    adding_up.add_argument("--drop-lowest", type=int, default=0, metavar="N", help=lowest)
    not_handed_in = "what was not handed in counts 0 (the default), or not at all"
    adding_up.add_argument("--missing", choices=["zero", "blank"], default="zero", help=not_handed_in)
    adding_up.set_defaults(run=term)

    for command in (giving_back, looking, comparing, exporting):
        command.add_argument("assignment", metavar="ASSIGNMENT")
    for command in (looking, exporting, adding_up):
        command.add_argument("--roster", type=Path, metavar="FILE", help="the class list, a CSV file of that system")


def _at_the_desk(work: Callable, say: Callable) -> int:
    """Do one thing at the instructor's desk and say what was written. Exit code 1 where a part could not be done."""
    from autograder.class_list import UnusableRoster
    from autograder.desk.marks import NotGraded
    from autograder.desk.shares import UnusableShares
    from autograder.desk.weights import UnusableWeights
    from autograder.desk.writing import NotWritable
    from autograder.grading.accounts.unfinished_merge import UnfinishedMerge
    from autograder.grading.course import Unprepared, open_course
    from autograder.grading.gradebook.version import UnusableGradebook
    from autograder.grading.late_work.rule import LateRuleFailed
    from autograder.grading.submissions import NothingToGrade
    from autograder.handin.earlier import UnreadableRecord

    lists = (UnusableRoster, UnusableWeights, UnusableShares)
    term = (UnusableGradebook, NotGraded, NothingToGrade, Unprepared, UnfinishedMerge, UnreadableRecord)
    try:
        done = work(open_course())
    except (*lists, *term, NotWritable) as error:
        return unusable(error)
    except LateRuleFailed as error:
        return unusable(f"{error} Mend it in nbgrader_config.py. Nothing was written.")
    except KeyboardInterrupt:
        return failing("interrupted. What is written is whole; the same command does the rest.", INTERRUPTED)
    for problem in done.problems[:MAX_TOLD]:
        failing(problem, FAIL)
    if more := len(done.problems[MAX_TOLD:]):
        failing(f"... and {more} more of the kind.", FAIL)
    tell(say(done), *done.notes)
    return FAIL if done.problems else PASS


def feedback(options: argparse.Namespace) -> int:
    """Feedback pages for students."""
    from autograder.desk.desk import WantedZip, give_feedback

    if options.zip_mb is not None and (not options.zip or options.zip_mb <= 0):
        return unusable("--zip-mb wants a number above 0, and --zip canvas or --zip moodle beside it.")
    limit = int(options.zip_mb * 1_000_000) if options.zip_mb else None
    packed = WantedZip(options.zip, limit) if options.zip else None
    about = (options.assignment, options.student, options.book, options.jobs, packed)
    pages = f"<student>/{options.assignment}/feedback.html"
    return _at_the_desk(
        lambda course: give_feedback(course, *about), lambda done: f"{done.path}/{pages}, students: {done.count}"
    )


def overview(options: argparse.Namespace) -> int:
    """The class at a glance; with `--blind`, what there is to read by hand."""
    from autograder.desk.desk import write_overview

    if options.blind:
        return _to_read(options)
    if options.graders is not None:
        return unusable("--graders shares out the answers of a page without names: give --blind too.")
    about = (options.assignment, options.roster, options.formgrader)
    return _at_the_desk(
        lambda course: write_overview(course, *about), lambda done: f"{done.path}, graded submissions: {done.count}"
    )


def _to_read(options: argparse.Namespace) -> int:
    from autograder.desk.shares import graders_named
    from autograder.desk.to_read import write_to_read

    if options.roster:
        return unusable("--roster adds names to the overview, and --blind shows none: give one of the two.")
    return _at_the_desk(
        lambda course: write_to_read(course, options.assignment, graders_named(options.graders), options.formgrader),
        lambda done: f"{done.path}, answers to read: {done.count}",
    )


def similar(options: argparse.Namespace) -> int:
    """Pairs of students to look at."""
    from autograder.desk.similar_work import write_similar
    from autograder.judging.references import assignments

    if options.assignment not in assignments():
        there = ", ".join(assignments())
        return unusable(f"there is no assignment {options.assignment!r}. There are: {there}.")
    return _at_the_desk(
        lambda course: write_similar(course, options.assignment, options.to),
        lambda done: f"{done.path}, pairs to look at: {done.count}",
    )


def export(options: argparse.Namespace) -> int:
    """Grades for other systems."""
    from autograder.desk.export import Wanted
    from autograder.desk.export import export as write_export

    if options.functions and options.system != "nbgrader":
        return unusable(f"{options.system} takes one column an assignment: leave out --functions, or --for.")
    blank = options.missing == "blank"
    wanted = Wanted(options.system, options.roster, options.column, options.new_column, blank, options.functions)
    about = (options.assignment, options.to, wanted)
    return _at_the_desk(
        lambda course: write_export(course, *about), lambda done: f"{done.path}, students: {done.count}"
    )


def late_days(options: argparse.Namespace) -> int:
    """The late days of the term."""
    from autograder.csv_text import as_csv
    from autograder.desk import late_days as days
    from autograder.desk.marks import NotGraded
    from autograder.desk.writing import NotWritable, write_whole
    from autograder.grading.course import open_course
    from autograder.grading.gradebook.version import UnusableGradebook
    from autograder.grading.late_work.rule import LateRuleFailed
    from autograder.tables import show

    try:
        term = days.late_days(open_course())
        if options.to:
            write_whole(options.to, as_csv(days.rows(term)))
    except (UnusableGradebook, NotGraded, NotWritable, days.NoLateDays) as error:
        return unusable(error)
    except LateRuleFailed as error:
        return unusable(f"{error} Mend it in nbgrader_config.py. Nothing was written.")
    if options.to:
        tell(f"{options.to}, students: {len(term.students)}")
    else:
        show(days.table(term))
    write_json(options.json, days.as_json(term))
    if notes := days.notes(term):
        tell(*notes)
    return PASS


def term(options: argparse.Namespace) -> int:
    """The term in one file."""
    from autograder.desk.term_file import Rule, write_term

    blank = options.missing == "blank"
    rule = Rule(options.weights, tuple(options.weight), options.drop_lowest, blank, options.roster)
    return _at_the_desk(
        lambda course: write_term(course, options.to, rule), lambda done: f"{done.path}, students: {done.count}"
    )
