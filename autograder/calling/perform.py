"""Call a function of a student's module and note everything that the rules speak of.

Used in both places where student code runs: in the student's own process (`check`)
and in the sandbox (`worker`). What an exercise may see of a call is an `Answer`.
"""

import contextlib
import io
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.calling.given import GIVEN
from autograder.calling.values import Call, Given, Place, Rng, State

# Bound before any submission is imported: a submission may patch numpy.
_array_equal, _may_share_memory = np.array_equal, np.may_share_memory
_default_rng, _get_state, _ndarray = np.random.default_rng, np.random.get_state, np.ndarray

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
        memory the result shares; global_random: np.random's own state was used;
        called: how often each counted `Given` was called.
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


def _build(value: Any, module: ModuleType, counters: list) -> Any:
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


def _counting(function: Callable, counters: list) -> Callable:
    index = len(counters)
    counters.append(0)

    def counted(*args: Any) -> Any:
        counters[index] += 1
        return function(*args)

    return counted


def _arrays(value: Any, place: Place = ()) -> Iterator[tuple[Place, np.ndarray]]:
    """Every array inside a value, with its place."""
    if isinstance(value, _ndarray):
        yield place, value
    elif isinstance(value, tuple) and hasattr(type(value), "_fields"):
        for name, inner in zip(type(value)._fields, value, strict=False):
            yield from _arrays(inner, (*place, name))
    elif isinstance(value, (tuple, list)):
        for i, inner in enumerate(value):
            yield from _arrays(inner, (*place, i))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _arrays(inner, (*place, key))


def _entries(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Everything that a list or dict inside a value holds, with its place."""
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, (list, tuple)):
        pairs = enumerate(value)
    else:
        return
    for key, inner in pairs:
        if not isinstance(value, tuple):
            yield (*place, key), inner
        yield from _entries(inner, (*place, key))


def _held(args: list, kwargs: dict) -> dict[Place, Any]:
    arguments = [*enumerate(args), *kwargs.items()]
    return {place: entry for name, value in arguments for place, entry in _entries(value, (name,))}


def _replaced(before: dict[Place, Any], after: dict[Place, Any]) -> Iterator[Place]:
    """Where the arguments' lists and dicts got, lost or exchanged an entry."""
    for place in {**before, **after}:
        if place not in before:
            yield place[:1]  # a new key may be anything, so it is not noted
        elif place not in after or before[place] is not after[place]:
            yield place


def _same_bits(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


@dataclass
class _Notes:
    """What was noticed over all passes of one call."""

    changed: dict[Place, None] = field(default_factory=dict)
    shared: dict[Place, None] = field(default_factory=dict)


def _one_pass(function: Callable, args: list, kwargs: dict, notes: _Notes) -> Any:
    places = list(_arrays([*args, kwargs]))
    # kwargs' arrays sit one level deeper: ("name",) is what a reader expects.
    named = [(place[1:] if place[0] == len(args) else place, array) for place, array in places]
    before = [array.copy() for _, array in named]
    held = _held(args, kwargs)
    result = function(*args, **kwargs)
    for place in _replaced(held, _held(args, kwargs)):
        notes.changed[place] = None
    for (place, array), old in zip(named, before, strict=True):
        if not _same_bits(array, old):
            notes.changed[place] = None
    for _, output in _arrays(result):
        for place, array in named:
            if _may_share_memory(output, array):
                notes.shared[place] = None
    return result


def _run(function: Callable, call: Call, args: list, kwargs: dict, then: list, notes: _Notes) -> Any:
    if call.repeat:
        return [_one_pass(function, args, kwargs, notes) for _ in range(call.repeat)]
    result = _one_pass(function, args, kwargs, notes)
    if not then:
        return result
    results = [result]
    for second in then:
        x, state = result
        result = _one_pass(function, [x, second, state, *args[3:]], kwargs, notes)
        results.append(result)
    return results


def _own_frames(error: BaseException, filename: str) -> str:
    """The traceback from the student's first frame on, without the course's own frames."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    last = traceback.format_exception_only(type(error), error)
    return "".join(traceback.format_list(frames[-8:]) + last)[:MAX_TRACEBACK]


def failed(error: BaseException, filename: str) -> Answer:
    """The answer that an exception of the student's code makes."""
    if isinstance(error, NotImplementedError):
        return Answer("missing", message="It still raises NotImplementedError: the body is yours to write.")
    if isinstance(error, _Missing):
        return Answer("missing", message=str(error))
    names = tuple(c.__name__ for c in type(error).__mro__ if c not in (object, BaseException))
    try:
        message = str(error)[:1_000]
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
    notes, counters, printed = _Notes(), [], _BoundedText(MAX_PRINTED - 50)  # room for what shown() adds
    random_before = _get_state()
    try:
        args = [_build(v, module, counters) for v in call.args]
        kwargs = {k: _build(v, module, counters) for k, v in call.kwargs.items()}
        then = [_build(v, module, counters) for v in call.then]
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            value = _run(function, call, args, kwargs, then, notes)
    except (Exception, SystemExit) as error:
        return replace(failed(error, module.__file__), printed=printed.shown())
    after = _get_state()
    touched = random_before[2] != after[2] or not _array_equal(random_before[1], after[1])
    return Answer(
        "ok",
        value,
        changed=tuple(notes.changed),
        shared=tuple(notes.shared),
        global_random=bool(touched),
        called=tuple(counters),
        printed=printed.shown(),
    )
