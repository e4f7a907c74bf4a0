"""Who judges: processes of this machine, or a cluster."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.asked import Asked
from autograder.grading.graded_submission import Grading, grade_submission, line_apart, modules_of, plain_record
from autograder.grading.judges.apart import Apart, Fell
from autograder.grading.judges.cluster import judging_on_cluster
from autograder.grading.judges.falls import Fall, plain
from autograder.grading.judges.judge_modules import Results, draw_rules
from autograder.grading.judges.judge_processes import Done, Tell, Work, judging
from autograder.grading.submissions import HandedIn, Submission, read
from autograder.judging.references import exercises_of
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import Starter

if TYPE_CHECKING:
    from distributed import Client

# For the graded notebooks of a submission that a cluster has judged.
SECONDS_TO_WRITE = 30.0


def judges(
    asked: Asked,
    rest: list[Submission],
    gradings: list[Grading],
    folder: Callable[[str], Path],
    client: "Client | None",
) -> AbstractContextManager[Iterator[Done]]:
    """Processes of this machine at work, or a cluster.

    rest: what is not graded yet. gradings: what each of them is graded with. folder: where the student's graded folder
    is made. client: of the cluster, None for this machine.
    """
    run = gradings[0].run

    def made_in(number: int) -> Path:
        return folder(rest[number].student)

    def grade(number: int, starter: Starter, tell: Tell, fall: Fall | None) -> bytes:
        return grade_submission(rest[number], gradings[number], made_in(number), starter, tell, fall).as_line()

    def record(number: int, fall: Fall) -> bytes:
        return plain_record(rest[number], gradings[number], made_in(number), fall).as_line()

    if client is None:
        together = zip(rest, gradings, strict=True)
        handed_in = {e for s, grading in together for e in grading.released if s.may_hold(f"{e}.py")}
        draw_rules(run, [e for e in exercises_of(asked.assignment) if e in handed_in])
        work = Work(grade, record, asked.seconds)
        return judging(work, ready_walls(asked.isolation), len(rest), asked.jobs)
    on_the_way: dict[int, HandedIn] = {}

    def prepare(number: int) -> dict[str, bytes | str]:
        on_the_way[number] = read(rest[number], list(gradings[number].released))
        return modules_of(on_the_way[number])

    apart = Apart()

    def finish(number: int, isolation: str, results: Results) -> bytes:
        handed_in, grading = on_the_way.pop(number), gradings[number]
        done_with = replace(grading, run=replace(run, isolation=isolation))
        try:
            arguments = rest[number], handed_in, results, done_with, made_in(number)
            return apart.call(SECONDS_TO_WRITE, line_apart, *arguments)
        except Fell as fell:
            return record(number, replace(fell.fall, judged=plain(results)))

    return judging_on_cluster(client, run, len(rest), prepare, finish)
