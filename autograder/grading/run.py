"""A class graded: judges at work in parallel, every result recorded, then stored in the gradebook by one writer."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from autograder.csv_text import as_csv
from autograder.grading.accounts.known_students import Compared, compared
from autograder.grading.accounts.leavers import has_left, read_leavers
from autograder.grading.asked import Asked
from autograder.grading.changes import Change, changes, rows
from autograder.grading.course import Course, released_notebooks
from autograder.grading.gradebook.hand_points import HandPoints
from autograder.grading.gradebook.registration import check_gradebook, register
from autograder.grading.gradebook.writer import Writer
from autograder.grading.judges.cluster import NoCluster, connected
from autograder.grading.judges.judge_modules import Run, fresh_seed, read_rules
from autograder.grading.judges.judge_processes import GradingFailed
from autograder.grading.judges.who_judges import judges
from autograder.grading.late_work.penalties import PenaltyChange
from autograder.grading.one_exercise import grading_of, handed_in_since, wanted_exercises
from autograder.grading.releases import of_other_releases
from autograder.grading.run_journal import GOES_ON, Heading, Journal, begin, interrupted, new_run_id, only_grading
from autograder.grading.run_storage import RunStorage
from autograder.grading.student_record import carry_over
from autograder.judging.references import exercises_of, made_from
from autograder.sandbox.process import ready_walls
from autograder.sandbox.walls import SandboxUnavailable

if TYPE_CHECKING:
    from distributed import Client


Advance = Callable[[], None]
Say = Callable[[str], None]


@dataclass
class Outcome:
    """What came of a grading. resumed: submissions that an interrupted grading had already graded.

    failed: by student, why a submission got no grade: the machine's or the autograder's fault. refused: by student, why
    it cannot be told whose it is. set_aside: points by hand for answers that have changed. gone: students with a grade
    whose submission is not there any more. of_other_releases: students whose grades are by other rules.
    penalties: late penalties that changed in other assignments, since a student's late days are of one term.
    handed_in_since: by student, exercises that keep grades of earlier files. changes: None where nobody had a grade.
    left: students with a submission who have left the course, and are passed over.
    """

    journal: Journal
    resumed: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    set_aside: list[HandPoints] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    of_other_releases: list[str] = field(default_factory=list)
    penalties: list[PenaltyChange] = field(default_factory=list)
    handed_in_since: dict[str, list[str]] = field(default_factory=dict)
    changes: list[Change] | None = None
    left: list[str] = field(default_factory=list)


def _continues(journal: Journal, asked: Asked) -> bool:
    """Whether an interrupted grading is what is asked for now, so that it is to be continued."""
    heading = journal.heading
    return (
        (asked.seed is None or asked.seed == heading.seed)
        and heading.isolation == asked.isolation
        and heading.students == asked.students
        and heading.exercises == asked.exercises
        and heading.made_from == made_from(asked.assignment)
    )


def _journal(course: Course, asked: Asked, writer: Writer) -> Journal:
    """A new journal, or that of an interrupted grading which goes on; its results are brought into the gradebook."""
    before = interrupted(course.root, asked.assignment)
    if before:
        RunStorage(course, before, writer).store_again()
        if _continues(before, asked):
            return before
    seed = fresh_seed() if asked.seed is None else asked.seed
    rules = made_from(asked.assignment)
    heading = Heading(new_run_id(), asked.assignment, seed, asked.isolation, rules, asked.students, asked.exercises)
    if before:
        carry_over(course.root, asked.assignment, before.heading.run, heading.run)
    journal = begin(course.root, heading)
    if before:
        before.mark_ended()
    return journal


def _grade_all(
    storage: RunStorage,
    asked: Asked,
    outcome: Outcome,
    released: dict[str, NotebookNode],
    client: "Client | None",
    done: Advance,
    say: Say,
) -> None:
    rest = [s for s in asked.submissions if not storage.is_graded(s)]
    outcome.resumed = len(asked.submissions) - len(rest)
    for _ in range(outcome.resumed):
        done()
    wanted = wanted_exercises(storage, asked, rest)
    if more := sorted(s for s, of in wanted.items() if asked.exercises and of != asked.exercises):
        say(f"Graded in more than was asked for, since nothing is there of other exercises: {', '.join(more)}")
    storage.clear(wanted, exercises_of(asked.assignment))
    if not rest:
        return
    isolation = asked.isolation if client else ready_walls(asked.isolation).name
    run = Run(asked.assignment, storage.journal.heading.seed, isolation, asked.seconds)
    gradings = [grading_of(s, storage, run, released, wanted[s.student]) for s in rest]
    storage.writer.close()  # no connection is open when the judges are forked
    with judges(asked, rest, gradings, storage.unfinished, client) as outcomes:
        try:
            for kind, number, what in outcomes:
                _take(storage, outcome, rest[number].student, kind, what)
                done()
        except (KeyboardInterrupt, SandboxUnavailable, GradingFailed, NoCluster):
            storage.store()
            raise
    storage.store()


def _take(storage: RunStorage, outcome: Outcome, student: str, kind: str, what: Any) -> None:
    """kind: of what came of a submission; what: bytes of the graded one, else the sentence that says why not."""
    match kind:
        case "graded":
            storage.add(what)
        case "no sandbox":
            raise SandboxUnavailable(what)
        case "machine":
            raise GradingFailed(f"The machine failed while {student} was graded: {what}. {GOES_ON}")
        case "fault":
            outcome.failed[student] = what


def _gone(course: Course, asked: Asked, writer: Writer, leavers: dict[str, str]) -> list[str]:
    """The students of the course with a grade and no submission, where all submissions of the term were looked at."""
    own = course.root / course.directory.submitted_directory
    if asked.students or any(s.folder.parents[1].resolve() != own.resolve() for s in asked.submissions):
        return []
    gone = writer.graded_students() - {s.student for s in asked.submissions}
    return sorted(student for student in gone if not has_left(student, leavers))


def _kept_changes(storage: RunStorage) -> list[Change] | None:
    """What this grading has changed, kept beside its journal; None where nobody had a grade before it."""
    before = storage.before()
    if not any(record.is_graded for record in before.values()):
        return None
    found = changes(storage.journal.heading.assignment, before.values(), storage.records(list(before)))
    storage.journal.changes_file.write_text(as_csv(rows(found)), encoding="utf-8")
    return found


def _handed_in_since(storage: RunStorage, asked: Asked) -> dict[str, list[str]]:
    """By student, exercises that were not asked for although their files have changed since they were graded."""
    found = {}
    for submission in asked.submissions if asked.exercises else ():
        others = [e for e in exercises_of(asked.assignment) if e not in (asked.exercises or ())]
        found[submission.student] = handed_in_since(submission, storage.folder(submission.student), others)
    return {student: exercises for student, exercises in found.items() if exercises}


def _compared(asked: Asked, writer: Writer, leavers: dict[str, str], say: Say) -> Compared:
    """What is to be graded of what is asked for, and why the rest is not. New students are told before they are."""
    known = writer.students()
    among = compared(asked.submissions, known, leavers)
    if known and among.new:
        say(f"New in the gradebook, by the names of their folders: {', '.join(among.new)}")
    return among


def grade_class(course: Course, asked: Asked, advance: Advance = lambda: None, say: Say = lambda text: None) -> Outcome:
    """Grade submissions, or go on with a grading of them that was interrupted.

    advance: is called once for every submission that is done; say: with what is told before it is done.
    Every submission gets a grade, whatever it holds; the exceptions are the machine's:

    Raises `Unprepared`, `AlreadyGrading`, `StaleRelease`, `SandboxUnavailable`, `NoCluster`, `GradingFailed`,
    `GradebookFailed`, `LateRuleFailed`, `UnusableRoster`, OSError.
    """
    leavers = read_leavers(course.root)
    released = released_notebooks(course, asked.assignment)
    known = check_gradebook(course, asked.assignment, released)
    read_rules(asked.assignment)
    cluster = connected(asked.scheduler) if asked.scheduler else nullcontext()
    if not asked.scheduler:
        # By its real name, so that an interrupted grading goes on behind the same walls.
        asked = replace(asked, isolation=ready_walls(asked.isolation).name)
    with cluster as client, only_grading(course.root):
        if not known:
            register(course, asked.assignment)
        writer = Writer(course, asked.assignment)
        try:
            among = _compared(asked, writer, leavers, say)
            outcome = Outcome(_journal(course, asked, writer), refused=among.refused, left=among.left)
            storage = RunStorage(course, outcome.journal, writer)
            known_or_new = replace(asked, submissions=among.graded)
            _grade_all(storage, known_or_new, outcome, released, client, advance, say)
            outcome.set_aside, outcome.gone = storage.set_aside, _gone(course, asked, writer, leavers)
            outcome.penalties = writer.changed_elsewhere
            outcome.changes = _kept_changes(storage)
            outcome.handed_in_since = _handed_in_since(storage, known_or_new)
        finally:
            writer.close()
        if not outcome.failed:
            outcome.journal.mark_ended()
    outcome.of_other_releases = of_other_releases(course, asked.assignment)
    return outcome
