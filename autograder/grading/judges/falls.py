"""What is kept of a submission on which the judge fell: the points that it had by then, and a sentence.

A judge falls where it raises, dies, or is not done in time. Whatever a submission did to bring that
about, it gets a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.calling.perform import Answer
from autograder.grading.judges.judge_modules import Results, Run, all_ended
from autograder.judging.judge import Result, RuleResult

# For the second attempt, which calls nothing of the submission and reads its notebooks once more.
SECONDS_AFTER_A_FALL = 4.0


@dataclass(frozen=True)
class Fall:
    """How a judge fell. kind: "crash" or "timeout", the verdict of what was not judged by then.

    why: a sentence for the student. judged: the plain results of the modules that were judged before.
    """

    kind: str
    why: str
    judged: Results = field(default_factory=dict)


def ended(times: int, exit_code: int | None) -> str:
    """The sentence on a judge that died."""
    return f"The process that graded this submission ended {times} times (exit code {exit_code}): is it out of memory?"


def overran(seconds: float) -> str:
    """The sentence on a judge that was not done in time."""
    return f"Grading this submission took more than the {seconds:g} seconds that it has in all, and was ended."


def plain(results: Results) -> Results:
    """The same results without anything that a submission made: points, verdicts, and which rules were kept."""
    return {exercise: tuple(_plain_result(r) for r in of_exercise) for exercise, of_exercise in results.items()}


def _plain_result(result: Result) -> Result:
    return replace(result, rules=tuple(map(_plain_rule, result.rules)), printed="", traceback="", walk=None)


def _plain_rule(rule: RuleResult) -> RuleResult:
    if rule.difference is None or rule.hidden:
        return rule
    told = "this was not kept; what exactly differed could not be shown."
    return replace(rule, difference=replace(rule.difference, text=told, got=None, expected=None))


def results_after(fall: Fall, modules: Mapping[str, bytes | str], run: Run) -> Results:
    """The results of a submission on which a judge fell: no line of it is run.

    modules: by exercise, each its bytes or the sentence that says why there are none.
    """

    def ended(source: bytes | str) -> Answer:
        return Answer("missing", message=source) if isinstance(source, str) else Answer(fall.kind, message=fall.why)

    return {e: fall.judged.get(e) or all_ended(e, run, ended(source)) for e, source in modules.items()}
