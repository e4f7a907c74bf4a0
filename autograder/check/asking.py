"""A student's module, run from its file in this very process, and the way to call its functions."""

import contextlib
import inspect
import linecache
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from autograder.calling.perform import MAX_PRINTED, Answer, _BoundedText, failed, perform
from autograder.calling.values import Call, array_as_base64, base64_as_array, decode, encode
from autograder.check.limit import LimitedThread, OutOfTime, Stopped
from autograder.check.source import definitions, foreign_imports, parsed
from autograder.judging.judge import Ask
from autograder.judging.rules import FunctionRules

SECONDS_PER_FUNCTION = 10.0  # as in the sandbox


@dataclass(frozen=True)
class OpenedModule:
    """A student's module, ready to be called.

    broken: what every call answers where the module could not be run.
    printed: what it printed while it was run.
    definitions: the lines at which its functions and classes are defined.
    foreign: the packages that it imports and that grading doesn't have.
    """

    path: Path
    module: ModuleType
    thread: LimitedThread
    broken: Answer | None = None
    printed: str = ""
    definitions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()


def _too_late(late: OutOfTime) -> Answer:
    place = f": {late}." if str(late) else "."
    return Answer("timeout", message=f"No answer within {SECONDS_PER_FUNCTION:g} seconds{place}")


def _run(source: bytes, module: ModuleType, printed: _BoundedText) -> Answer | None:
    """Run a module's text. The answer that its failure makes, or None."""
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            exec(compile(source, module.__file__, "exec"), module.__dict__)
    except Stopped:
        raise
    except BaseException as error:
        return failed(error, module.__file__)
    return None


def open_module(path: Path) -> OpenedModule:
    """Run a student's module from its file, whatever was imported before. What its code raises is kept as an answer."""
    module, thread, printed = ModuleType(path.stem), LimitedThread(str(path)), _BoundedText(MAX_PRINTED)
    module.__file__ = str(path)
    try:
        source = path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        return OpenedModule(path, module, thread, Answer("missing", message=f"{path} {reason}."))
    linecache.checkcache(module.__file__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parsed(source)
        try:
            broken = thread.run(lambda: _run(source, module, printed), SECONDS_PER_FUNCTION)
        except OutOfTime as late:
            broken = _too_late(late)
    if broken:
        message = f"{broken.message} (while {path.name} was read, before any function was called)"
        broken = replace(broken, message=message)
    return OpenedModule(path, module, thread, broken, printed.shown(), definitions(tree), foreign_imports(tree))


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


def ask_about(opened: OpenedModule, rules: FunctionRules) -> Ask:
    """A way to call a module while one function is judged; all calls together may take 10 seconds."""
    left = SECONDS_PER_FUNCTION

    def performed(call: Call) -> tuple[Answer, object]:
        try:
            answer = perform(opened.module, call)
            # Through the same encoding as the sandbox's answers: one judge, one kind of value.
            return answer, encode(answer.value, array_as_base64)
        except Stopped:
            raise
        except BaseException as error:  # also what a student's class derives from it, or a KeyboardInterrupt
            return failed(error, opened.module.__file__), None

    def ask(call: Call) -> Answer:
        nonlocal left
        if opened.broken:
            return opened.broken
        began = time.monotonic()
        try:
            answer, value = opened.thread.run(lambda: performed(call), max(left, 0.0))
        except OutOfTime as late:
            return _too_late(late)
        finally:
            left -= time.monotonic() - began
        if answer.error[:1] == ("TypeError",) and opened.module.__file__ not in answer.traceback:
            # It was refused before a line of it was run.
            answer = replace(answer, message=_renamed(opened.module, rules) or answer.message)
        return replace(answer, value=decode(value, base64_as_array))

    return ask
