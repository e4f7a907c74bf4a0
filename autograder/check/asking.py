"""A student's module, run from its file in this very process, and the way to call its functions."""

import contextlib
import inspect
import linecache
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.calling.at_hand import stumbles
from autograder.calling.module_text import is_text
from autograder.calling.perform import MAX_PRINTED, Answer, _BoundedText, failed, perform
from autograder.calling.values import Call, received
from autograder.check.limit import LimitedThread, OutOfTime, Stopped
from autograder.check.limit_by_events import LimitedByEvents
from autograder.check.source import definitions, parsed
from autograder.judging.judge import Result, judge
from autograder.judging.rules import FunctionRules

SECONDS_PER_FUNCTION = 10.0  # as in the sandbox
DEFAULT_ERRORS = np.geterr()
# WebAssembly, which a page of the book runs, starts no threads.
LIMITED = LimitedByEvents if sys.platform == "emscripten" else LimitedThread


@dataclass(frozen=True)
class OpenedModule:
    """A student's module, ready to be called.

    broken: what every call answers where the module could not be run.
    printed: what it printed while it was run.
    definitions: the lines at which its functions and classes are defined.
    stumbles: sentences for what it needs that grading has not; with one of these it may get no points.
    errors: how it wants NumPy to treat floating errors.
    """

    path: Path
    module: ModuleType
    thread: LimitedThread | LimitedByEvents
    broken: Answer | None = None
    printed: str = ""
    definitions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    stumbles: tuple[str, ...] = ()
    errors: Mapping[str, Any] = field(default_factory=dict)


def _too_late(late: OutOfTime) -> Answer:
    text = f"No answer within {SECONDS_PER_FUNCTION:g} seconds."
    if str(late):
        text = f"No answer within {SECONDS_PER_FUNCTION:g} seconds: {late}."
    return Answer("timeout", message=text)


def _run(
    source: bytes, path: str, module: ModuleType, printed: _BoundedText
) -> tuple[Answer | None, Mapping[str, Any]]:
    """Run a module's text. The answer that its failure makes, or None; and what it set by `np.seterr`."""
    broken = None
    with np.errstate(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            exec(compile(source, path, "exec"), module.__dict__)
        except Stopped:
            raise
        except BaseException as error:
            broken = failed(error, path)
        return broken, np.geterr()


def open_module(path: Path) -> OpenedModule:
    """Run a student's module from its file, whatever was imported before. What its code raises is kept as an answer."""
    module, thread, printed = ModuleType(path.stem), LIMITED(str(path)), _BoundedText(MAX_PRINTED)
    module.__file__ = str(path)
    try:
        source = path.read_bytes()
    except OSError as error:
        reason = f"{path} cannot be read ({error.strerror})."
        if isinstance(error, FileNotFoundError):
            reason = f"{path} does not exist."
        return OpenedModule(path, module, thread, Answer("missing", message=reason))
    if words := is_text(path.name, source):
        return OpenedModule(path, module, thread, Answer("error", error=("SyntaxError",), message=f"{words}."))
    linecache.checkcache(module.__file__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parsed(source)
        try:
            broken, errors = thread.run(lambda: _run(source, str(path), module, printed), SECONDS_PER_FUNCTION)
        except OutOfTime as late:
            broken, errors = _too_late(late), {}
    if broken:
        message = f"{broken.message} (while {path.name} was read, before any function was called)"
        broken = replace(broken, message=message)
    seen = definitions(tree), stumbles(path.name, tree)
    return OpenedModule(path, module, thread, broken, printed.shown(), *seen, errors)


def _renamed(module: ModuleType, rules: FunctionRules) -> str:
    """A sentence where a function's arguments are not the stub's, else nothing."""
    try:
        has = tuple(inspect.signature(getattr(module, rules.function)).parameters)
    except (TypeError, ValueError):  # something callable without a signature
        return ""
    missing = [name for name in rules.names.parameters if name not in has]
    extra = [name for name in has if name not in rules.names.parameters]
    if not missing and not extra:
        return ""
    if missing and extra:
        differs = f"has {' and '.join(extra)} where the stub has {' and '.join(missing)}"
    else:
        differs = (
            f"lacks the argument {' and '.join(missing)}" if missing else f"adds {' and '.join(extra)} to the stub"
        )
    return f"{rules.function} {differs}. Its arguments must be those of the stub: {', '.join(rules.names.parameters)}."


def _performed(opened: OpenedModule, call: Call) -> Answer:
    try:
        with np.errstate(**opened.errors):
            answer = perform(opened.module, call)
        # As it would come out of the sandbox: one judge, one kind of value.
        return replace(answer, value=received(answer.value))
    except Stopped:
        raise
    except BaseException as error:  # also what a student's class derives from it, or a KeyboardInterrupt
        return failed(error, str(opened.path))


def _ask(opened: OpenedModule, rules: FunctionRules, call: Call) -> Answer:
    if opened.broken:
        return opened.broken
    answer = _performed(opened, call)
    if answer.error[:1] == ("TypeError",) and str(opened.path) not in answer.traceback:
        # It was refused before a line of it was run.
        answer = replace(answer, message=_renamed(opened.module, rules) or answer.message)
    return answer


def judged(opened: OpenedModule, rules: FunctionRules) -> Result:
    """Judge one function of a student's module within 10 seconds; the rules that were tried by then count.

    All of it runs on the module's thread, since handing every single call over takes longer than the calls do.
    """
    answers: list[Answer] = []

    def ask(call: Call) -> Answer:
        answers.append(_ask(opened, rules, call))
        return answers[-1]

    def judge_here() -> Result:
        with np.errstate(**DEFAULT_ERRORS):
            return judge(rules, ask)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result: Result = opened.thread.run(judge_here, SECONDS_PER_FUNCTION)
            return result
        except OutOfTime as late:
            # The same judge once more: it hears what it had heard, and from there on that nothing comes.
            heard = chain(list(answers), repeat(_too_late(late)))
            return judge(rules, lambda call: next(heard))
