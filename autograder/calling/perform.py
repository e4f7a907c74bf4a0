"""Call a function of a student's module and note everything that the rules speak of.

Used in both places where student code runs: in the student's own process (`check`)
and in the sandbox (`worker`). What an exercise may see of a call is an `Answer`.
"""

import contextlib
import io
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.calling.given import GIVEN
from autograder.calling.side_effects import Notes, global_random_state, note_earlier, one_pass, watched
from autograder.calling.values import Call, Given, Place, Rng, State

# Bound before any submission is imported: a submission may patch numpy.
_ndarray, _default_rng = np.ndarray, np.random.default_rng

MAX_PRINTED = 2_000
MAX_TRACEBACK = 4_000


@dataclass(frozen=True)
class Answer:
    """What came of a `Call`.

    status: "ok", "missing" (no such function, or NotImplementedError), "error",
        "memory"; the sandbox adds "timeout" and "crash".
    value: the function's result (status "ok").
    error: names of the exception's classes, the most special first; message: its text.
    changed: places of arguments that were written to; shared: places of arguments whose
        memory the result shares, and EARLIER where it shares that of the call before;
        global_random: np.random's own state was used; called: how often each counted `Given` was called.
    printed, traceback: the student's own text, for display only.
    """

    status: str
    value: Any = None
    error: tuple[str, ...] = ()
    message: str = ""
    changed: tuple[Place, ...] = ()
    shared: tuple[Place, ...] = ()
    global_random: bool = False
    called: tuple[int, ...] = ()
    printed: str = ""
    traceback: str = ""


Ask = Callable[[Call], Answer]  # a way to call a student's module


class _Missing(Exception):
    """The student's module lacks something that the call needs."""


class _BoundedText(io.TextIOBase):
    """Keeps the first characters that are written to it, and of the rest only the number."""

    def __init__(self, limit: int) -> None:
        self.text, self.limit, self.dropped = "", limit, 0

    def write(self, text: str) -> int:
        kept = text[: self.limit - len(self.text)]
        self.text += kept
        self.dropped += len(text) - len(kept)
        return len(text)

    def shown(self) -> str:
        """What was kept, and how much was not."""
        return f"{self.text}\n[and {self.dropped:,} characters more]" if self.dropped else self.text


def _build(value: Any, module: ModuleType, counters: list[int]) -> Any:
    """The argument that a value stands for, in memory of its own."""
    match value:
        case _ndarray():
            return value.copy()
        case State(name, fields):
            if not hasattr(module, name):
                raise _Missing(f"{name} is missing: the module must keep the class that the stub defines.")
            return getattr(module, name)(**{k: _build(v, module, counters) for k, v in fields.items()})
        case Rng(seed):
            return _default_rng(seed)
        case Given(name, constants, counted):
            return _counting(GIVEN[name](**constants), counters) if counted else GIVEN[name](**constants)
        case tuple():
            return tuple(_build(v, module, counters) for v in value)
        case list():
            return [_build(v, module, counters) for v in value]
        case dict():
            return {k: _build(v, module, counters) for k, v in value.items()}
    return value


def _counting(function: Callable[..., Any], counters: list[int]) -> Callable[..., Any]:
    index = len(counters)
    counters.append(0)

    def counted(*args: Any) -> Any:
        counters[index] += 1
        return function(*args)

    return counted


def _repeated(
    function: Callable[..., Any], times: int, args: list[Any], kwargs: dict[str, Any], notes: Notes
) -> list[Any]:
    before = watched(args, kwargs)
    results = []
    for _ in range(times):
        results.append(one_pass(function, args, kwargs, notes, before))
        # A list or a dict may hold other arrays by now. Without one, the same arrays go in again.
        if before.held is not None:
            before = watched(args, kwargs)
    return results


def _run(
    function: Callable[..., Any], call: Call, args: list[Any], kwargs: dict[str, Any], then: list[Any], notes: Notes
) -> Any:
    if call.repeat:
        return _repeated(function, call.repeat, args, kwargs, notes)
    result = one_pass(function, args, kwargs, notes, watched(args, kwargs))
    if not then:
        return result
    results = [_as_it_is_now(result)]
    for second in then:
        x, state = result
        following = [x, second, state, *args[3:]]
        result = one_pass(function, following, kwargs, notes, watched(following, kwargs))
        results.append(_as_it_is_now(result))
    return results


def _as_it_is_now(value: Any) -> Any:
    """A result that no later pass can write to: what one pass gave is told apart from what the next makes of it."""
    if type(value) is _ndarray:
        return value.copy()
    if isinstance(value, tuple):
        return tuple.__new__(type(value), [_as_it_is_now(part) for part in value])
    return value


def _own_frames(error: BaseException, filename: str | None) -> str:
    """The traceback from the student's first frame on, without the course's own frames."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    last = traceback.format_exception_only(type(error), error)
    return "".join(traceback.format_list(frames[-8:]) + last)[:MAX_TRACEBACK]


def _last_own_function(error: BaseException, filename: str | None) -> str | None:
    """The function of the student's module in which an exception was raised, None where it was in none."""
    own = [f.name for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    return own[-1] if own and own[-1] != "<module>" else None


def failed(error: BaseException, filename: str | None, function: str | None = None) -> Answer:
    """The answer that an exception of the student's code makes. function: that was asked, None at the import."""
    unwritten = isinstance(error, NotImplementedError)
    raising = _last_own_function(error, filename) if unwritten else None
    if unwritten and (function is None or raising in (function, None)):
        return Answer("missing", message="It still raises NotImplementedError: the body is yours to write.")
    if isinstance(error, _Missing):
        return Answer("missing", message=str(error))
    names = tuple(c.__name__ for c in type(error).__mro__ if c not in (object, BaseException))
    try:
        message = str(error)[:1_000]
        if unwritten:
            message = f"{function} calls your {raising}, which is not written yet."
    except Exception:  # a student's __str__ may raise anything
        message = "(its text could not be shown)"
    status = "memory" if isinstance(error, MemoryError) else "error"
    return Answer(status, error=names, message=message, traceback=_own_frames(error, filename))


def perform(module: ModuleType, call: Call) -> Answer:
    """Call the module's function and answer. Exceptions of the student's code become answers.

    module: has `__file__`, by which its own frames are told from the course's.
    """
    function = getattr(module, call.function, None)
    if not callable(function):
        return Answer("missing", message=f"The module has no function {call.function}.")
    counters: list[int] = []
    notes, printed = Notes(), _BoundedText(MAX_PRINTED - 50)  # room for what shown() adds
    random_before = global_random_state()
    try:
        args = [_build(v, module, counters) for v in call.args]
        kwargs = {k: _build(v, module, counters) for k, v in call.kwargs.items()}
        then = [_build(v, module, counters) for v in call.then]
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            value = _run(function, call, args, kwargs, then, notes)
        if not call.repeat:
            note_earlier(value, notes)
    except (Exception, SystemExit) as error:
        return replace(failed(error, module.__file__, call.function), printed=printed.shown())
    return Answer(
        "ok",
        value,
        changed=tuple(notes.changed),
        shared=tuple(notes.shared),
        global_random=global_random_state() != random_before,
        called=tuple(counters),
        printed=printed.shown(),
    )
