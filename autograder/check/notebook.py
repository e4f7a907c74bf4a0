"""`check` in a notebook: it always runs the module's file as it is saved now, and shows a report below the cell."""

import difflib
import re
import sys
import traceback
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType

from autograder.check.check import UnusablePath, asking_file
from autograder.judging import report, rules
from autograder.judging.judge import Result, judge
from autograder.judging.rules import FunctionRules, Unreadable


class CannotCheck(UnusablePath):
    """`check` was asked for something that is not there; the message says what to do instead."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of a traceback through the course's own code.
        return [f"check: {self}"]


class Stopped(KeyboardInterrupt):
    """The student interrupted the kernel during a check; the message says where it was."""

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


# (module, function) -> the text that the last check saw
_seen: dict[tuple[Path, str], bytes] = {}


@lru_cache(maxsize=32)
def _read(released: Path, changed: int, size: int) -> tuple[FunctionRules, ...]:
    """The rules of a released file; `changed` and `size` make a new release a new question."""
    return rules.read(released)[1]


def _rules_here(function: str) -> tuple[Path, FunctionRules]:
    """The released file of this folder that has the function, and its rules. Raises `CannotCheck`."""
    here = Path.cwd()
    known: list[str] = []
    for released in sorted(here.glob("*.json")):
        # Only the file that is asked for is parsed: a damaged neighbour does no harm, and that takes a while.
        names = re.findall(r'"function": "(\w+)"', released.read_text(encoding="utf-8", errors="replace"))
        known += names
        if function in names:
            about = released.stat()
            try:
                functions = _read(released, about.st_mtime_ns, about.st_size)
            except Unreadable as error:
                raise CannotCheck(str(error)) from None
            return released, next(f for f in functions if f.function == function)
    if not known:
        raise CannotCheck(
            f"there is no exercise in {here}. Open the notebook in the folder where it was released, "
            "beside its .py and .json files."
        )
    near = difflib.get_close_matches(function, known, n=1, cutoff=0.5)
    advice = f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(known)}."
    raise CannotCheck(f'no exercise in this folder has a function "{function}". {advice}')


def judge_file(function: FunctionRules, path: Path) -> Result:
    """Judge one function of the module at a path, freshly run from its file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return judge(function, asking_file(path))


def _stopped_at(interrupt: KeyboardInterrupt, path: Path) -> str:
    frames = [f for f in traceback.extract_tb(interrupt.__traceback__) if f.filename == str(path)]
    where = f" while {path.name} was at line {frames[-1].lineno}: {frames[-1].line}" if frames else "."
    return f"you stopped it{where}"


def _code_of(text: bytes, function: str) -> CodeType | None:
    """The compiled body of a module's top-level function."""
    try:
        inner = compile(text, "", "exec").co_consts
    except (SyntaxError, ValueError):
        return None
    return next((c for c in inner if isinstance(c, CodeType) and c.co_name == function), None)


def _imported_is_older(path: Path, text: bytes, function: str) -> bool:
    """Whether the notebook's other cells still run an earlier state of the file."""
    module = sys.modules.get(path.stem)
    imported = getattr(getattr(module, function, None), "__code__", None)
    if imported is None or imported.co_name != function or Path(imported.co_filename).resolve() != path.resolve():
        return False
    current = _code_of(text, function)
    return current is not None and current != imported


def _note(path: Path, function: str, result: Result) -> str:
    """What a student at midnight forgets: to save the file, or to reload it."""
    text = path.read_bytes() if path.exists() else b""
    before = _seen.get((path.resolve(), function))
    _seen[path.resolve(), function] = text
    if result.verdict != "pass" and text == before:
        return f"{path.name} is as it was at the last check. If you have edited it since then, save it first."
    if _imported_is_older(path, text, function):
        return f"The other cells still use an older {path.name}. Run the notebook's first cell again to reload it."
    return ""


def _show(result: Result, note: str) -> None:
    """Show a report below the cell, and print it outside of notebooks."""
    text = f"{report.text(result)}\n  {note}" if note else report.text(result)
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        print(text)
        return
    chapter = f"../../book/{result.section}.md"
    page = report.as_html(result, chapter=chapter if Path(chapter).exists() else None, note=note)
    ipython.display.display({"text/plain": text, "text/html": page}, raw=True)


def check(function: str | Callable) -> Score:
    """Check one function of the exercise in the notebook's folder, and show the report.

    function: its name, as "momentum_step".

    Returns the points, a float, which nbgrader reads. Raises `CannotCheck` where no
    exercise of this folder has such a function.
    """
    name = function if isinstance(function, str) else getattr(function, "__name__", str(function))
    released, function_rules = _rules_here(name)
    # Relative, so that a traceback says momentum.py and not the whole way to it.
    path = Path(released.with_suffix(".py").name)
    try:
        result = judge_file(function_rules, path)
    except KeyboardInterrupt as interrupt:
        raise Stopped(_stopped_at(interrupt, path)) from None
    _show(result, _note(path, name, result))
    return Score(result)
