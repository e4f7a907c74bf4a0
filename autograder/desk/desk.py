"""The instructor's desk: from a course's folders and gradebook to feedback pages and the overview."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.class_list import read_roster
from autograder.desk.feedback import Task, write_feedback
from autograder.desk.feedback_zip import PAGE, SYSTEMS, sort_out, zips
from autograder.desk.listed_students import called, listed
from autograder.desk.marks import ClassMarks, NotGraded, chosen, read_marks, without_leavers
from autograder.desk.notes import of_two_times
from autograder.desk.overview import SHOWN_MISTAKES, overview
from autograder.desk.pages import render
from autograder.desk.results_files import KeptResults, read_results
from autograder.desk.writing import make_folder, write_bytes_whole, write_whole
from autograder.grading.accounts.leavers import has_left, read_leavers
from autograder.grading.accounts.unfinished_merge import refuse_unfinished_merge
from autograder.grading.course import Course
from autograder.grading.late_work.rule import late_rule
from autograder.grading.progress import progress
from autograder.handin.uploads import Upload, read_uploads
from autograder.judging.result_data import UnreadableRecord


@dataclass(frozen=True)
class Done:
    """What a command of the desk wrote. problems: what it could not do; notes: what its reader should know."""

    path: Path
    count: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _folder(course: Course, step: str, student: str, assignment: str) -> Path:
    return course.folder(getattr(course.directory, f"{step}_directory"), student, assignment)


def marks_of(course: Course, assignment: str) -> ClassMarks:
    """What the term's gradebook says now of those who have not left.

    Raises `UnusableGradebook`, `NotGraded`, `LateRuleFailed`, `UnusableRoster`, `UnfinishedMerge`.
    """
    refuse_unfinished_merge(course.root)
    leavers = read_leavers(course.root)
    marks = read_marks(course.directory.db_url, assignment, cache(lambda: late_rule(course.config)))
    return without_leavers(marks, leavers)


def kept_results(course: Course, marks: ClassMarks) -> tuple[dict[str, KeptResults], tuple[str, ...]]:
    """The results of the graded submissions by student, and what is wrong with the others'."""
    kept, problems = {}, []
    for student in marks.standings:
        try:
            kept[student] = read_results(_folder(course, "autograded", student, marks.assignment))
        except UnreadableRecord as problem:
            problems.append(f"{student}: {problem}")
    return kept, tuple(problems)


@dataclass(frozen=True)
class WantedZip:
    """What the pages are packed for. system: "canvas" or "moodle". limit: bytes of one zip, None for a single one."""

    system: str
    limit: int | None = None


def give_feedback(
    course: Course, assignment: str, students: list[str] | None, book: str, jobs: int, packed: WantedZip | None = None
) -> Done:
    """Write the feedback pages of all students, or of the named ones, and pack them where that is wanted.

    book: the address of the published book, "" for none. Raises `UnusableGradebook`, `NotGraded`, `NotWritable`,
    `UnreadableRecord`.
    """
    submitted = course.root / course.directory.submitted_directory
    uploads = read_uploads(submitted).get(assignment, {}) if packed else {}
    marks = marks_of(course, assignment)
    tasks = [
        Task(
            person,
            marks.standings[person.id],
            *(_folder(course, step, person.id, assignment) for step in ("submitted", "autograded", "feedback")),
        )
        for person in chosen(marks, students)
    ]
    problems: list[str] = []
    written: dict[str, Path] = {}
    with progress(len(tasks), "feedback") as advance:
        for task, problem in zip(tasks, write_feedback(tasks, marks, book, jobs), strict=True):
            problems += [problem] if problem else []
            written |= {} if problem else {task.person.id: task.feedback / PAGE}
            advance()
    folder = course.root / course.directory.feedback_directory
    notes = of_two_times(course, marks, submitted_by(course, assignment))
    if packed:
        sent = _pack(course, assignment, packed, written, uploads.get(SYSTEMS[packed.system], {}))
        problems, notes = [*problems, *sent.problems], (*sent.notes, *notes)
    return Done(folder, len(written), tuple(problems), notes)


def _pack(
    course: Course, assignment: str, wanted: WantedZip, pages: dict[str, Path], uploads: dict[str, Upload]
) -> Done:
    """Put the pages of some students into zips in the term's folder, and say whose are not in them."""
    found = sort_out(wanted.system, list(pages), uploads)
    notes = tuple(f"Not in the zip, since {why}: {', '.join(who)}." for why, who in found.left_out.items())
    path = course.root / f"feedback_{assignment}_for_{wanted.system}.zip"
    if not found.names:
        return Done(path, 0, (f"Nobody's page can be sent by {SYSTEMS[wanted.system]}: no zip was written.",), notes)
    lines = []
    contents = list(zips(wanted.system, found.names, pages, wanted.limit))
    for number, content in enumerate(contents, start=1):
        part = path if len(contents) == 1 else path.with_stem(f"{path.stem}_{number}")
        write_bytes_whole(part, content)
        lines.append(f"{part}, {-(-len(content) // 1000):,} kB")
    lines.append(f"For {SYSTEMS[wanted.system]}, pages: {len(found.names)}")
    return Done(path, len(found.names), (), (*lines, *notes))


def submitted_by(course: Course, assignment: str) -> list[str]:
    """The students of the course who have a folder in submitted/."""
    folders = _folder(course, "submitted", "*", assignment).parent.parent.glob(f"*/{assignment}")
    leavers = read_leavers(course.root)
    return [path.parent.name for path in folders if not has_left(path.parent.name, leavers)]


def write_overview(course: Course, assignment: str, roster_file: Path | None, formgrader: str) -> Done:
    """Write `overview/<assignment>.html`.

    Raises `UnusableGradebook`, `NotGraded`, `UnusableRoster`, `NotWritable`.
    """
    marks = marks_of(course, assignment)
    if not marks.standings:
        raise NotGraded(f"No submission of {assignment} is graded. Grade them: python -m autograder grade {assignment}")
    unknown: list[str] = []
    refused: tuple[str, ...] = ()
    if roster_file:
        roster = read_roster(roster_file)
        matches = listed(roster, marks, read_leavers(course.root))
        unknown, refused = [called(roster, row) for row in matches.unknown], matches.refused
    kept, problems = kept_results(course, marks)
    handed_in = submitted_by(course, assignment)
    notes = of_two_times(course, marks, handed_in)
    page = overview(marks, kept, formgrader=formgrader, handed_in=handed_in, unknown=unknown, notes=notes)
    path = course.root / "overview" / f"{assignment}.html"
    make_folder(path.parent)
    write_whole(path, render("overview.html", page=page, shown=SHOWN_MISTAKES))
    return Done(path, len(marks.standings), (*refused, *problems), notes)
