"""Results as Classroom 50's `result.json`, with what its release and its log say of them.

The format, `classroom50/result/v1`: https://github.com/foundation50/classroom50, schemas/result-v1.schema.json and
wiki/Advanced-Autograding.md. Its points are whole numbers: each of the course's counts a hundred.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.grading.judges.judge_modules import Results
from autograder.judging.judge import Result
from autograder.judging.report import explanation, in_language, text
from autograder.language import said, together

SCHEMA = "classroom50/result/v1"
A_POINT = 100
MAX_BODY = 100_000  # characters of a release's text, of which GitHub takes 125,000
MAX_REPORT = 4_000  # characters of one function's report in it
# What the result says of the submission, and where the runner tells it.
_TOLD = {"classroom": "CLASSROOM", "assignment": "ASSIGNMENT", "submission": "SUBMISSION_TAG", "commit": "COMMIT_URL"}
_TOLD |= {"release": "RELEASE_URL"}


class NotInClassroom(ValueError):
    """The runner did not tell which submission this is; the message names what is missing."""


def _test(exercise: str, result: Result) -> dict[str, Any]:
    return {
        "test-name": f"{exercise}: {result.function}",
        "passed": result.verdict == "pass",
        "score": round(result.points * A_POINT),
        "max-score": round(result.max_points * A_POINT),
        "verdict": result.verdict,
        "diagnosis": result.diagnosis,
        "message": explanation(in_language(result)),
    }


def as_tests(results: Results) -> list[dict[str, Any]]:
    """A test for every function, with its verdict, its diagnosis and what its student reads."""
    return [_test(exercise, result) for exercise, of_exercise in results.items() for result in of_exercise]


def told_by(environment: Mapping[str, str]) -> dict[str, str]:
    """What the runner tells of the submission. Raises `NotInClassroom`."""
    absent = [name for name in _TOLD.values() if not environment.get(name)]
    if absent:
        raise NotInClassroom(f"{', '.join(absent)} is not set: Classroom 50's runner sets it, and starts this file.")
    told = {field: environment[name] for field, name in _TOLD.items()}
    return told | {"review": environment.get("REVIEW_URL") or environment["COMMIT_URL"]}


def result_json(
    tests: list[dict[str, Any]], told: Mapping[str, str], now: datetime.datetime, isolation: str
) -> dict[str, Any]:
    """The whole file. isolation: behind which walls students' code ran; every test is stamped with it.

    The runner adds whose repository it is, and puts the time of the commit in place of `now`.
    """
    return {
        "schema": SCHEMA,
        **told,
        "datetime": now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": [{**test, "isolation": isolation} for test in tests],
    }


def outputs(result: Mapping[str, Any]) -> str:
    """The lines for the runner's GITHUB_OUTPUT. They hold nothing that a student wrote."""
    passed = sum(test["passed"] for test in result["tests"])
    status = "success" if passed == len(result["tests"]) else "failure"
    points = f"{result['score'] / A_POINT:g} of {result['max-score'] / A_POINT:g} points"
    functions = f"{passed} of {len(result['tests'])} functions"
    return f"status={status}\nsummary={together([said(points), said(functions)])}\n"


def reports(results: Results) -> list[str]:
    """The report of every function, for `release_body`."""
    return [text(result)[:MAX_REPORT] for of_exercise in results.values() for result in of_exercise]


def _fenced(words: str) -> str:
    """Words in a block that they cannot end."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{words}\n{fence}"


def release_body(result: Mapping[str, Any], notes: Iterable[str], told: Iterable[str]) -> str:
    """What a student reads on the submission's release, in Markdown."""
    summary = outputs(result).partition("summary=")[2].strip()
    parts = [said(f"**{summary}**, by the rules that you have. Hidden rules and written answers are graded later.")]
    parts += [_fenced(said(note)) for note in notes]
    size = sum(map(len, parts))
    for report in told:
        block = _fenced(report)
        size += len(block) + 2
        if size > MAX_BODY:
            parts.append(said("The rest is too long to be shown here: `python -m autograder check` shows it."))
            break
        parts.append(block)
    return "\n\n".join(parts) + "\n"
