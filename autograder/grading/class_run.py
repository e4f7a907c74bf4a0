"""A class graded: judges at work in parallel, every result recorded, then stored in the gradebook by one writer."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from autograder.grading.cluster import NoCluster, connected, judging_on_cluster
from autograder.grading.course import Course, check_gradebook, register, released_notebooks
from autograder.grading.grade import Results, Run, draw_rules, fresh_seed
from autograder.grading.gradebook import Writer
from autograder.grading.graded import grade_submission, modules_of, put_together
from autograder.grading.judges import Done, GradingFailed, judging
from autograder.grading.record import GOES_ON, Heading, Record, begin, interrupted, new_run_id, only_grading
from autograder.grading.submissions import HandedIn, Submission, read
from autograder.grading.term import Term
from autograder.judging.references import exercises_of, made_from, released_rules
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import Starter
from autograder.sandbox.walls import SandboxUnavailable

if TYPE_CHECKING:
    from distributed import Client


Advance = Callable[[], None]


@dataclass(frozen=True)
class Asked:
    """What an instructor asks for.

    seed: None draws one. students: None for all. scheduler: of a Dask cluster, None for this machine.
    """

    assignment: str
    submissions: list[Submission]
    jobs: int
    seed: int | None = None
    isolation: str = "bubblewrap"
    students: list[str] | None = None
    scheduler: str | None = None


@dataclass
class Outcome:
    """What came of a grading. resumed: submissions that an interrupted grading had already graded.

    failed: by student, why a submission got no grade: the machine's or the autograder's fault.
    """

    record: Record
    resumed: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def _continues(record: Record, asked: Asked) -> bool:
    """Whether an interrupted grading is what is asked for now, so that it is to be continued."""
    heading = record.heading
    return (
        (asked.seed is None or asked.seed == heading.seed)
        and heading.isolation == asked.isolation
        and heading.students == asked.students
        and heading.made_from == made_from(asked.assignment)
    )


def _settle(course: Course, asked: Asked, writer: Writer) -> Record | None:
    """Bring an interrupted grading's results into the gradebook. The record, where it is to be continued."""
    record = interrupted(course.root, asked.assignment)
    if record is None:
        return None
    Term(course, record, writer).store_again()
    if _continues(record, asked):
        return record
    record.mark_ended()
    return None


def _new_record(course: Course, asked: Asked) -> Record:
    seed = fresh_seed() if asked.seed is None else asked.seed
    rules = made_from(asked.assignment)
    heading = Heading(new_run_id(), asked.assignment, seed, asked.isolation, rules, asked.students)
    return begin(course.root, heading)


def _judges(
    term: Term, asked: Asked, rest: list[Submission], released: dict[str, NotebookNode], client: "Client | None"
) -> AbstractContextManager[Iterator[Done]]:
    """Who judges: processes of this machine, or a cluster."""
    run = Run(asked.assignment, term.record.heading.seed, asked.isolation)
    run_id = term.record.heading.run

    def folder(number: int) -> Path:
        return term.unfinished(rest[number].student)

    def work(number: int, starter: Starter) -> bytes:
        return grade_submission(rest[number], run, released, starter, folder(number), run_id).as_line()

    if client is None:
        draw_rules(run)
        return judging(work, ready_walls(asked.isolation), len(rest), asked.jobs)
    on_the_way: dict[int, HandedIn] = {}

    def prepare(number: int) -> dict[str, bytes | str]:
        on_the_way[number] = read(rest[number], list(released))
        return modules_of(on_the_way[number])

    def finish(number: int, results: Results) -> bytes:
        handed_in = on_the_way.pop(number)
        return put_together(rest[number], handed_in, results, run, released, folder(number), run_id).as_line()

    return judging_on_cluster(client, run, len(rest), prepare, finish)


def _grade_all(
    term: Term,
    asked: Asked,
    outcome: Outcome,
    released: dict[str, NotebookNode],
    client: "Client | None",
    done: Advance,
) -> None:
    rest = [s for s in asked.submissions if not term.is_graded(s)]
    outcome.resumed = len(asked.submissions) - len(rest)
    for _ in range(outcome.resumed):
        done()
    term.clear([s.student for s in rest])
    term.writer.close()  # no connection is open when the judges are forked
    with _judges(term, asked, rest, released, client) as outcomes:
        try:
            for kind, number, what in outcomes:
                _take(term, outcome, rest[number].student, kind, what)
                done()
        except (KeyboardInterrupt, SandboxUnavailable, GradingFailed, NoCluster):
            term.store()
            raise
    term.store()


def _take(term: Term, outcome: Outcome, student: str, kind: str, what: bytes | str) -> None:
    match kind:
        case "graded":
            term.add(what)
        case "no sandbox":
            raise SandboxUnavailable(what)
        case "machine":
            raise GradingFailed(f"The machine failed while {student} was graded: {what}. {GOES_ON}")
        case "fault":
            outcome.failed[student] = what


def grade_class(course: Course, asked: Asked, advance: Advance = lambda: None) -> Outcome:
    """Grade submissions, or go on with a grading of them that was interrupted.

    advance: is called once for every submission that is done. Every submission gets a grade, whatever
    it holds; the exceptions are the machine's:

    Raises `Unprepared`, `AlreadyGrading`, `StaleRelease`, `SandboxUnavailable`, `NoCluster`, `GradingFailed`,
    `GradebookFailed`, `LateRuleFailed`, OSError.
    """
    released = released_notebooks(course, asked.assignment)
    known = check_gradebook(course, asked.assignment, released)
    for exercise in exercises_of(asked.assignment):
        released_rules(asked.assignment, exercise)
    cluster = connected(asked.scheduler) if asked.scheduler else nullcontext()
    if not asked.scheduler:
        ready_walls(asked.isolation)
    with cluster as client, only_grading(course.root):
        if not known:
            register(course, asked.assignment)
        writer = Writer(course, asked.assignment)
        try:
            outcome = Outcome(_settle(course, asked, writer) or _new_record(course, asked))
            _grade_all(Term(course, outcome.record, writer), asked, outcome, released, client, advance)
        finally:
            writer.close()
        if not outcome.failed:
            outcome.record.mark_ended()
    return outcome
