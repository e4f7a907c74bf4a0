"""`check` in a page of the book: a module's text in, its reports out. Python runs in the reader's own browser."""

import json
import linecache
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.check.check import CheckedExercise, check_exercise
from autograder.check.exercise_text import first_to_do, next_step
from autograder.check.float_flags import mend_linear_algebra
from autograder.check.own_walk import own_walk
from autograder.check.page import state
from autograder.judging.judge import Result
from autograder.judging.report import as_html
from autograder.language import ENGLISH, languages, said, speak

if sys.platform == "emscripten":
    mend_linear_algebra()


def check_text(
    assignment: str, exercise: str, source: str, rules: str, book: str, language: str, begin: Callable[[str], None]
) -> str:
    """Check an exercise by its module's text.

    source, rules: the texts of `<exercise>.py` and `<exercise>.json`. book: the address of the book's pages, for links,
    ending in "/". language: the page's, as "zh_CN"; one that the course does not speak is English. begin: hears the
    name of every function before it is checked.

    Returns JSON: `functions`, a list of {function, state, points, max_points, diagnosis, html}; `notes`; `printed`, by
    the module while it was read; `todo`, the function to go on with, or null; `next`, what to do about it; `line`, of
    the module, where that is, or 0. Raises `Unreadable`.
    """
    speak(language if language in languages() else ENGLISH)
    module = _written(assignment, exercise, source)
    released = module.with_suffix(".json")
    released.write_text(rules, encoding="utf-8")
    return json.dumps(_told(check_exercise(released, begin), book))


def walk_text(assignment: str, exercise: str, source: str, question: str) -> str:
    """`own_walk` by an exercise's text. question and what is returned: JSON."""
    return json.dumps(own_walk(_written(assignment, exercise, source), json.loads(question)))


def _written(assignment: str, exercise: str, source: str) -> Path:
    """The module as a file in the present folder."""
    folder = Path.home() / assignment
    folder.mkdir(exist_ok=True)
    os.chdir(folder)  # so that a traceback says momentum.py and not the whole way to it
    linecache.clearcache()
    module = Path(f"{exercise}.py")
    # A browser may hand over half of a character; Python then says that the file is no UTF-8.
    module.write_bytes(source.encode("utf-8", "surrogatepass"))
    return module


def _told(checked: CheckedExercise, book: str) -> dict[str, Any]:
    todo = first_to_do(checked.results)
    following = next_step(checked, todo) if todo else ""
    line = re.search(r"\.py:(\d+)", following)
    return {
        "functions": [_function(result, book) for result in checked.results],
        "notes": [
            said(note) for note in (*checked.notes, *(r.note for r in checked.results if r.note and r is not todo))
        ],
        "printed": "" if checked.opened.broken else checked.opened.printed.strip(),
        "todo": todo.function if todo else None,
        "next": said(following),
        "line": int(line[1]) if line else 0,
    }


def _function(result: Result, book: str) -> dict[str, Any]:
    return {
        "function": result.function,
        "state": state([result]),
        "points": result.points,
        "max_points": result.max_points,
        "diagnosis": result.diagnosis and said(result.diagnosis),
        "html": as_html(result, chapter=f"{book}book/{result.section}.html" if result.section else None),
    }
