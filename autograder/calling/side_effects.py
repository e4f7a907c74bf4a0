"""What a call does besides giving its result: arguments written to, memory shared, np.random's own state used."""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import mtrand

from autograder.calling.values import Place

# Bound before any submission is imported: a submission may patch numpy.
_may_share_memory, _ndarray = np.may_share_memory, np.ndarray
_bit_generator_now, _get_state = mtrand.get_bit_generator, np.random.get_state
_bit_generator = _bit_generator_now()
_STATE_BYTES = 624 * 4 + 4  # a Mersenne twister's numbers, and its place among them


def _arrays(value: Any) -> list[tuple[Place, np.ndarray]]:
    """Every array inside a value, with its place."""
    found: list[tuple[Place, np.ndarray]] = []
    _collect(value, (), found)
    return found


def _collect(value: Any, place: Place, found: list[tuple[Place, np.ndarray]]) -> None:
    if isinstance(value, _ndarray):
        found.append((place, value))
    elif isinstance(value, tuple) and (names := getattr(type(value), "_fields", None)) is not None:
        for name, inner in zip(names, value, strict=False):
            _collect(inner, (*place, name), found)
    elif isinstance(value, (tuple, list)):
        for i, inner in enumerate(value):
            _collect(inner, (*place, i), found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _collect(inner, (*place, key), found)


def _entries(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Everything that a list or dict inside a value holds, with its place."""
    if not isinstance(value, (dict, list, tuple)):
        return
    pairs: Iterable[tuple[int | str, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if not isinstance(value, tuple):
            yield (*place, key), inner
        yield from _entries(inner, (*place, key))


def _held(args: list[Any], kwargs: dict[str, Any]) -> dict[Place, Any]:
    arguments: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
    return {place: entry for name, value in arguments for place, entry in _entries(value, (name,))}


def _replaced(before: dict[Place, Any], after: dict[Place, Any]) -> Iterator[Place]:
    """Where the arguments' lists and dicts got, lost or exchanged an entry."""
    for place in {**before, **after}:
        if place not in before:
            yield place[:1]  # a new key may be anything, so it is not noted
        elif place not in after or before[place] is not after[place]:
            yield place


@dataclass
class Notes:
    """What was noticed over all passes of one call."""

    changed: dict[Place, None] = field(default_factory=dict)
    shared: dict[Place, None] = field(default_factory=dict)


EARLIER: Place = ("what an earlier call returned",)
_returned: list[np.ndarray] = []  # by the call before, kept alive so that no new array comes to lie there by chance


def note_earlier(value: Any, notes: Notes) -> None:
    """Note where a result shares memory with that of the call before, whose arguments were others."""
    arrays = [array for _, array in _arrays(value)]
    if any(_may_share_memory(new, old) for new in arrays for old in _returned):
        notes.shared[EARLIER] = None
    _returned[:] = arrays


@dataclass(frozen=True)
class Watched:
    """The arguments of one pass, as they were before it.

    arrays: each with its place and its bits. held: what lists and dicts hold; None where there are none.
    """

    arrays: list[tuple[Place, np.ndarray, tuple[Any, ...]]]
    held: dict[Place, Any] | None


def _bits(array: np.ndarray) -> tuple[Any, ...]:
    return array.shape, array.dtype, array.tobytes()


def _has_room(values: list[Any]) -> bool:
    """Whether there is a list or a dict among some values, to which a call could add something."""
    return any(isinstance(v, (list, dict)) or (isinstance(v, tuple) and _has_room(list(v))) for v in values)


def watched(args: list[Any], kwargs: dict[str, Any]) -> Watched:
    """Note down the arguments before a pass."""
    # kwargs' arrays sit one level deeper: ("name",) is what a reader expects.
    named = ((place[1:] if place[0] == len(args) else place, array) for place, array in _arrays([*args, kwargs]))
    held = _held(args, kwargs) if _has_room([*args, *kwargs.values()]) else None
    return Watched([(place, array, _bits(array)) for place, array in named], held)


def one_pass(
    function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], notes: Notes, before: Watched
) -> Any:
    """Call a function once. What it wrote to, and whose memory its result shares, is added to the notes."""
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


def global_random_state() -> bytes | str:
    """np.random's own state, for comparing with an earlier one."""
    # np.random.get_state() takes 30 microseconds, and some rules make hundreds of calls.
    if _bit_generator_now() is _bit_generator:
        return ctypes.string_at(_bit_generator.ctypes.state_address, _STATE_BYTES)
    return repr(_get_state(legacy=False))
