"""`check` in a notebook: it always runs the module's file as it is saved now, and shows a report below the cell."""

import difflib
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.check.check import check_function
from autograder.check.released import UnusablePath, is_exercise
from autograder.judging import report
from autograder.judging.judge import Result
from autograder.judging.rules import Unreadable
from autograder.language import said


class CannotCheck(UnusablePath):
    """`check` was asked for something that is not there; the message says what to do instead."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback through the course's own code.
        return [f"check: {self}"]


class Interrupted(KeyboardInterrupt):
    """The student interrupted the kernel during a check; the message says where the code was."""

    def _render_traceback_(self) -> list[str]:
        return [f"check: {self}"]


class Score(float):
    """The points of one function: a float for nbgrader, with the `result` behind it."""

    result: Result

    def __new__(cls, result: Result) -> "Score":
        """The score of a result."""
        score = super().__new__(cls, result.points)
        score.result = result
        return score


# (module, function) -> the module's text at the last check
_seen: dict[tuple[Path, str], bytes] = {}


def _functions(folder: Path) -> dict[str, Path]:
    """The functions of a folder's exercises, each with the released file that it stands in."""
    # The text is looked through, not parsed: that is quick, and a damaged neighbour does no harm.
    found: dict[str, Path] = {}
    for released in sorted(filter(is_exercise, folder.glob("*.json"))):
        text = released.read_text(encoding="utf-8", errors="replace")
        found |= dict.fromkeys(re.findall(r'^\{"function": "(\w+)"', text, re.MULTILINE), released)
    return found


def _advice(function: str, here: Path, known: dict[str, Path]) -> str:
    """What to do where a function is not among those of the folder."""
    folders = [folder for pattern in ("*/", "*/*/", "../*/") for folder in sorted(here.glob(pattern))]
    if elsewhere := next((folder for folder in folders if function in _functions(folder)), None):
        place = str(elsewhere.resolve())
        return (
            f"this notebook runs in {here}, but {function} is an exercise of the folder {elsewhere.name}. "
            f'Run `%cd "{place}"` in a cell, and then the notebook from its top.'
        )
    if not known:
        return (
            f"there is no exercise in {here}. Open the notebook in the folder where it was released, "
            "beside its .py and .json files."
        )
    near = difflib.get_close_matches(function, known, n=1, cutoff=0.5)
    advice = f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(known)}."
    return f'no exercise in this folder has a function "{function}". {advice}'


def _is_defined_in_the_notebook(function: str) -> bool:
    """Whether one of the notebook's own cells defines a function of this name; what a cell imports is not meant."""
    of_cells = getattr(sys.modules.get("__main__"), function, None)
    return getattr(of_cells, "__module__", None) == "__main__"


def _with_reminder(result: Result, path: Path) -> Result:
    """The result, with a reminder for who edits a file and forgets to save it, or writes in the notebook instead."""
    text = path.read_bytes() if path.exists() else b""
    before = _seen.get((path.resolve(), result.function))
    _seen[path.resolve(), result.function] = text
    if result.verdict == "pass":
        return result
    if _is_defined_in_the_notebook(result.function):
        reminder = (
            f"A function {result.function} is defined in the notebook itself, but only {path.name} is checked and "
            f"graded: put it there, and save the file."
        )
    elif text == before:
        reminder = f"{path.name} is as it was at the last check. If you have edited it since then, save it first."
    else:
        return result
    return replace(result, note=f"{result.note} {reminder}".strip())


def _show(result: Result) -> None:
    """Show a report below the cell; print it outside of notebooks."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        print(report.text(result))
        return
    from IPython.display import display

    chapter = f"../../book/{result.section}.md"
    page = report.as_html(result, chapter=chapter if Path(chapter).exists() else None)
    display({"text/plain": report.text(result), "text/html": page}, raw=True)


def check(function: str | Callable[..., Any]) -> Score:
    """Check one function of the exercise in the notebook's folder, and show the report.

    function: its name, as "momentum_step".

    Returns the points, a float, which nbgrader reads. Raises `CannotCheck` where no
    exercise of this folder has such a function.
    """
    name = function if isinstance(function, str) else getattr(function, "__name__", str(function))
    known = _functions(Path.cwd())
    if name not in known:
        raise CannotCheck(said(_advice(name, Path.cwd(), known)))
    # Relative, so that a traceback says momentum.py and not the whole way to it.
    released = Path(known[name].name)
    try:
        result = check_function(released, name)
    except Unreadable as error:
        raise CannotCheck(said(str(error))) from None
    except KeyboardInterrupt as interrupt:
        raise Interrupted(said(f"you stopped it; {interrupt}." if str(interrupt) else "you stopped it.")) from None
    result = _with_reminder(result, released.with_suffix(".py"))
    _show(result)
    return Score(result)
