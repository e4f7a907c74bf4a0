"""Results as Gradescope's `results.json`: a test for every function, with its report as HTML.

The format: https://gradescope-autograders.readthedocs.io/en/latest/specs/

Gradescope cleans HTML of what it does not allow, and does not say what that is. So all is said in
words, and what is lost without style, colour or picture is only those. The picture is an image in
itself: where it is taken out, none of its labels stay behind in the text, as they would of drawn ones.
"""

import base64
import re
from collections.abc import Iterable
from typing import Any

from autograder.desk.chapters import address
from autograder.grading.judges.judge_modules import Results
from autograder.judging.judge import Result
from autograder.judging.picture import picture
from autograder.judging.report import as_html
from autograder.judging.without_hidden import without_hidden
from autograder.language import said, together

BY_PEOPLE = "Written answers are read by people; here are your functions."
# Nobody but the instructor reads what was printed: it tells of hidden rules.
VISIBILITY = {"visibility": "visible", "stdout_visibility": "hidden"}


def as_image(drawing: str) -> str:
    """A drawing as an image with its words for those who do not see it; "" of none."""
    if not drawing:
        return ""
    words = re.search(r'aria-label="([^"]*)"', drawing)
    # Black on white, whatever the page's colours are: an image does not know them.
    on_white = drawing.replace(">", '><rect width="100%" height="100%" fill="#fff"/>', 1)
    data = base64.b64encode(on_white.encode()).decode()
    return f'<p><img alt="{words[1] if words else ""}" src="data:image/svg+xml;base64,{data}"></p>'


def _picture(result: Result) -> str:
    return as_image(picture(result))


def _test(number: str, exercise: str, result: Result, book: str) -> dict[str, Any]:
    shown = without_hidden(result)
    return {
        "number": number,
        "name": f"{exercise}: {result.function}",
        "name_format": "text",
        "score": result.points,
        "max_score": result.max_points,
        "status": "passed" if result.verdict == "pass" else "failed",
        "output": as_html(shown, chapter=address(book, result.section), draw=_picture),
        "output_format": "html",
        "tags": [exercise],
        "extra_data": {"verdict": result.verdict, "diagnosis": result.diagnosis},
    }


def as_tests(results: Results, book: str = "") -> list[dict[str, Any]]:
    """The tests, numbered by exercise and function: 2.1 is the first function of the second exercise.

    book: its address, for links; "" where it has none.
    """
    return [
        _test(f"{i}.{j}", exercise, result, book)
        for i, (exercise, of_exercise) in enumerate(results.items(), 1)
        for j, result in enumerate(of_exercise, 1)
    ]


def results_json(tests: list[dict[str, Any]], notes: Iterable[str], seconds: float, isolation: str) -> dict[str, Any]:
    """The whole file. notes: sentences on the submission. seconds: that it took. isolation: behind which it ran."""
    return {
        "score": round(sum(test["score"] for test in tests), 2),
        "execution_time": round(seconds, 1),
        "output": together(map(said, notes), " ") or said(BY_PEOPLE),
        "output_format": "text",
        "test_output_format": "html",
        "test_name_format": "text",
        **VISIBILITY,
        "extra_data": {"isolation": isolation},
        "tests": tests,
    }


def for_instructor(results: Results) -> list[str]:
    """A line for each function, with the hidden rules that were not kept."""
    lines = []
    for exercise, of_exercise in results.items():
        for result in of_exercise:
            hidden = [rule.rule for rule in result.rules if rule.hidden and rule.difference]
            points = f"{result.points:g} / {result.max_points:g}"
            told = [f"{exercise}: {result.function}", points, result.verdict, result.diagnosis or "-"]
            lines.append(" | ".join(map(said, [*told, f"hidden rules not kept: {'; '.join(hidden) or 'none'}"])))
    return lines
