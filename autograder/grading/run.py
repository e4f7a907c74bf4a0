"""A class graded: judges at work in parallel, every result recorded, then stored in the gradebook by one writer."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from autograder.grading.apart import Apart, Fell
from autograder.grading.cluster import NoCluster, connected, judging_on_cluster
from autograder.grading.course import Course, released_notebooks
from autograder.grading.falls import Fall, plain
from autograder.grading.gradebook_writer import Writer
from autograder.grading.graded_submission import Grading, grade_submission, line_apart, modules_of, plain_record
from autograder.grading.hand_points import HandPoints
from autograder.grading.judge_modules import Results, Run, draw_rules, fresh_seed, read_rules
from autograder.grading.judge_processes import Done, GradingFailed, Tell, Work, judging
from autograder.grading.known_students import Compared, compared
from autograder.grading.leavers import has_left, read_leavers
from autograder.grading.registration import check_gradebook, register
from autograder.grading.releases import of_other_releases
from autograder.grading.run_journal import GOES_ON, Heading, Journal, begin, interrupted, new_run_id, only_grading
from autograder.grading.run_storage import RunStorage
from autograder.grading.submissions import HandedIn, Submission, read
from autograder.judging.references import exercises_of, made_from
from autograder.sandbox.allowance import SECONDS
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import Starter
from autograder.sandbox.walls import ISOLATIONS, SandboxUnavailable

if TYPE_CHECKING:
    from distributed import Client


# For the graded notebooks of a submission that a cluster has judged.
SECONDS_TO_WRITE = 30.0

Advance = Callable[[], None]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What an instructor asks for.

    seed: None draws one. seconds: that each submission has. students: None for all.
    scheduler: of a Dask cluster, None for this machine.
    """

    assignment: str
    submissions: list[Submission]
    jobs: int
    seed: int | None = None
    isolation: str = ISOLATIONS[0]
    seconds: float = SECONDS
    students: list[str] | None = None
    scheduler: str | None = None


@dataclass
class Outcome:
    """What came of a grading. resumed: submissions that an interrupted grading had already graded.

    failed: by student, why a submission got no grade: the machine's or the autograder's fault. refused: by student, why
    it cannot be told whose it is. set_aside: points by hand for answers that have changed. gone: students with a grade
    whose submission is not there any more. of_other_releases: students whose grades are by other rules. left: students
    with a submission who have left the course, and are passed over.
    """

    journal: Journal
    resumed: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    set_aside: list[HandPoints] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    of_other_releases: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def _continues(journal: Journal, asked: Asked) -> bool:
    """Whether an interrupted grading is what is asked for now, so that it is to be continued."""
    heading = journal.heading
    return (
        (asked.seed is None or asked.seed == heading.seed)
        and heading.isolation == asked.isolation
        and heading.students == asked.students
        and heading.made_from == made_from(asked.assignment)
    )


def _settle(course: Course, asked: Asked, writer: Writer) -> Journal | None:
    """Bring an interrupted grading's results into the gradebook. The journal, where it is to be continued."""
    journal = interrupted(course.root, asked.assignment)
    if journal is None:
        return None
    RunStorage(course, journal, writer).store_again()
    if _continues(journal, asked):
        return journal
    journal.mark_ended()
    return None


def _new_journal(course: Course, asked: Asked) -> Journal:
    seed = fresh_seed() if asked.seed is None else asked.seed
    rules = made_from(asked.assignment)
    heading = Heading(new_run_id(), asked.assignment, seed, asked.isolation, rules, asked.students)
    return begin(course.root, heading)


def _judges(
    storage: RunStorage,
    asked: Asked,
    rest: list[Submission],
    released: dict[str, NotebookNode],
    client: "Client | None",
) -> AbstractContextManager[Iterator[Done]]:
    """Who judges: processes of this machine, or a cluster."""
    isolation = asked.isolation if client else ready_walls(asked.isolation).name
    run = Run(asked.assignment, storage.journal.heading.seed, isolation, asked.seconds)
    grading = Grading(run, released, storage.journal.heading.run)

    def folder(number: int) -> Path:
        return storage.unfinished(rest[number].student)

    def grade(number: int, starter: Starter, tell: Tell, fall: Fall | None) -> bytes:
        return grade_submission(rest[number], grading, folder(number), starter, tell, fall).as_line()

    def record(number: int, fall: Fall) -> bytes:
        return plain_record(rest[number], grading, folder(number), fall).as_line()

    if client is None:
        draw_rules(run, [e for e in exercises_of(asked.assignment) if any(s.may_hold(f"{e}.py") for s in rest)])
        work = Work(grade, record, asked.seconds)
        return judging(work, ready_walls(asked.isolation), len(rest), asked.jobs)
    on_the_way: dict[int, HandedIn] = {}

    def prepare(number: int) -> dict[str, bytes | str]:
        on_the_way[number] = read(rest[number], list(released))
        return modules_of(on_the_way[number])

    apart = Apart()

    def finish(number: int, isolation: str, results: Results) -> bytes:
        handed_in, done_with = on_the_way.pop(number), replace(grading, run=replace(run, isolation=isolation))
        try:
            arguments = rest[number], handed_in, results, done_with, folder(number)
            return apart.call(SECONDS_TO_WRITE, line_apart, *arguments)
        except Fell as fell:
            return record(number, replace(fell.fall, judged=plain(results)))

    return judging_on_cluster(client, run, len(rest), prepare, finish)


def _grade_all(
    storage: RunStorage,
    asked: Asked,
    outcome: Outcome,
    released: dict[str, NotebookNode],
    client: "Client | None",
    done: Advance,
) -> None:
    rest = [s for s in asked.submissions if not storage.is_graded(s)]
    outcome.resumed = len(asked.submissions) - len(rest)
    for _ in range(outcome.resumed):
        done()
    storage.clear([s.student for s in rest])
    storage.writer.close()  # no connection is open when the judges are forked
    with _judges(storage, asked, rest, released, client) as outcomes:
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
            journal = _settle(course, asked, writer) or _new_journal(course, asked)
            outcome = Outcome(journal, refused=among.refused, left=among.left)
            storage = RunStorage(course, outcome.journal, writer)
            _grade_all(storage, replace(asked, submissions=among.graded), outcome, released, client, advance)
            outcome.set_aside, outcome.gone = storage.set_aside, _gone(course, asked, writer, leavers)
        finally:
            writer.close()
        if not outcome.failed:
            outcome.journal.mark_ended()
    outcome.of_other_releases = of_other_releases(course, asked.assignment)
    return outcome
