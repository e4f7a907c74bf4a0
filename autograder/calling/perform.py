"""Call a function of a student's module and note everything that the rules speak of.

Used in both places where student code runs: in the student's own process (`check`)
and in the sandbox (`worker`). What an exercise may see of a call is an `Answer`.
"""

import contextlib
import ctypes
import io
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from autograder.calling.given import GIVEN
from autograder.calling.values import Call, Given, Place, Rng, State

# Bound before any submission is imported: a submission may patch numpy.
_may_share_memory, _ndarray, _default_rng = np.may_share_memory, np.ndarray, np.random.default_rng
_bit_generator_now = np.random.get_bit_generator
_bit_generator = _bit_generator_now()
_STATE_BYTES = 624 * 4 + 4  # a Mersenne twister's numbers, and its place among them

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
    """Keeps the first characters that are written to it and drops the rest."""

    def __init__(self, limit: int) -> None:
        self.text, self.limit = "", limit

    def write(self, text: str) -> int:
        if len(self.text) < self.limit:
            self.text += text[: self.limit - len(self.text)]
        return len(text)


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


@dataclass
class _Notes:
    """What was noticed over all passes of one call."""

    changed: dict[Place, None] = field(default_factory=dict)
    shared: dict[Place, None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Watched:
    """The arguments of one pass, as they were before it.

    arrays: each with its place and its bits. held: what lists and dicts hold; None where there are none.
    """

    arrays: list[tuple[Place, np.ndarray, tuple]]
    held: dict[Place, Any] | None


def _bits(array: np.ndarray) -> tuple:
    return array.shape, array.dtype, array.tobytes()


def _has_room(values: list) -> bool:
    """Whether there is a list or a dict among some values, to which a call could add something."""
    return any(isinstance(v, (list, dict)) or (isinstance(v, tuple) and _has_room(list(v))) for v in values)


def _watched(args: list, kwargs: dict) -> _Watched:
    # kwargs' arrays sit one level deeper: ("name",) is what a reader expects.
    named = ((place[1:] if place[0] == len(args) else place, array) for place, array in _arrays([*args, kwargs]))
    held = _held(args, kwargs) if _has_room([*args, *kwargs.values()]) else None
    return _Watched([(place, array, _bits(array)) for place, array in named], held)


def _one_pass(function: Callable, args: list, kwargs: dict, notes: _Notes, before: _Watched) -> Any:
    result = function(*args, **kwargs)
    if before.held is not None:
        for place in _replaced(before.held, _held(args, kwargs)):
            notes.changed[place] = None
    for place, array, bits in before.arrays:
        if _bits(array) != bits:
            notes.changed[place] = None
    for _, output in _arrays(result):
        for place, array, _ in before.arrays:
            if _may_share_memory(output, array):
                notes.shared[place] = None
    return result


def _repeated(function: Callable, times: int, args: list, kwargs: dict, notes: _Notes) -> list[Any]:
    before, results = _watched(args, kwargs), []
    for _ in range(times):
        results.append(_one_pass(function, args, kwargs, notes, before))
        # A list or a dict may hold other arrays by now. Without one, the same arrays go in again.
        if before.held is not None:
            before = _watched(args, kwargs)
    return results


def _run(function: Callable, call: Call, args: list, kwargs: dict, then: list, notes: _Notes) -> Any:
    if call.repeat:
        return _repeated(function, call.repeat, args, kwargs, notes)
    result = _one_pass(function, args, kwargs, notes, _watched(args, kwargs))
    if not then:
        return result
    results = [result]
    for second in then:
        x, state = result
        following = [x, second, state, *args[3:]]
        result = _one_pass(function, following, kwargs, notes, _watched(following, kwargs))
        results.append(result)
    return results


def _global_random_state() -> bytes | None:
    """np.random's own state; None where its generator was exchanged for another."""
    # np.random.get_state() takes 30 microseconds, and some rules make thousands of calls.
    if _bit_generator_now() is not _bit_generator:
        return None
    return ctypes.string_at(_bit_generator.ctypes.state_address, _STATE_BYTES)


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
    notes, counters, printed = _Notes(), [], _BoundedText(MAX_PRINTED)
    random_before = _global_random_state()
    try:
        args = [_build(v, module, counters) for v in call.args]
        kwargs = {k: _build(v, module, counters) for k, v in call.kwargs.items()}
        then = [_build(v, module, counters) for v in call.then]
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            value = _run(function, call, args, kwargs, then, notes)
    except (Exception, SystemExit) as error:
        return failed(error, module.__file__)
    return Answer(
        "ok",
        value,
        changed=tuple(notes.changed),
        shared=tuple(notes.shared),
        global_random=_global_random_state() != random_before,
        called=tuple(counters),
        printed=printed.text,
    )
