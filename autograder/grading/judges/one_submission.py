"""One submission, judged as `grade` judges a class, without a gradebook: where a platform asks for one at a time."""

from collections.abc import Callable, Mapping

from autograder.grading.judges.falls import Fall, plain, results_after
from autograder.grading.judges.judge_modules import Results, Run, grade_modules
from autograder.grading.judges.judge_processes import GradingFailed, Tell, Work, judging
from autograder.sandbox.starters import Starter
from autograder.sandbox.walls import SandboxUnavailable, Walls


def judge_one(modules: Mapping[str, bytes | str], run: Run, walls: Walls, told: Callable[[Results], bytes]) -> bytes:
    """What is told of a submission, whatever it holds.

    modules: by exercise, each its bytes or the sentence that says why there are none. told: makes bytes of the
    results, in the judge's process: it may fail on what a submission answered, and is then given plain results.
    Raises `SandboxUnavailable`, `GradingFailed`.
    """

    def grade(number: int, starter: Starter, tell: Tell, fall: Fall | None) -> bytes:
        if fall:
            return told(results_after(fall, modules, run))
        return told(grade_modules(modules, run, starter, lambda some: tell(plain(some))))

    def record(number: int, fall: Fall) -> bytes:
        return told(plain(results_after(fall, modules, run)))

    with judging(Work(grade, record, run.seconds), walls, 1, 1) as outcomes:
        kind, _, what = next(outcomes)
    if kind == "no sandbox":
        raise SandboxUnavailable(what)
    if kind != "graded":
        raise GradingFailed(f"The machine failed while the submission was graded: {what}.")
    return what
