"""What one rule shows of a function, freed of how it was written: values by place, and the slips beside them.

Two programs make the same mistake where the same wrong values come out, whatever their dtype, their
container or an axis of length 1. Those are slips: errors of their own, which may stand beside any mistake.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.calling.perform import Answer
from autograder.calling.values import Call, Place, State
from autograder.judging.compare import (
    RELATIVE_TOLERANCE,
    ROUNDINGS,
    Difference,
    Rounding,
    coarsest_dtype,
    kind_of,
    scale_of,
)

# Differences that say nothing of the values: a law that one of them breaks is tried again without it.
SLIPS = ("dtype", "changed", "shared", "global_random")
# Of these the kind says little, so that a law that they break is known by its sentence.
VAGUE = ("type", "error", "shape", "keys", "forward")
_RAISED = re.compile(r"error: Your code raised (\w+): (.*)")  # a law's sentence on an exception; see `compare.failure`


@dataclass(frozen=True)
class Raised:
    """In place of a value: the exception that came, by its class and its text."""

    name: str
    message: str


@dataclass(frozen=True)
class Seen:
    """values: by place in the result, an array, a `Raised`, or a word for what is no number there. slips: words."""

    values: Mapping[Place, Any]
    slips: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Symptom:
    """How a law or a refusal was broken. main: in one word or sentence, "" where only a slip broke it."""

    main: str
    slip: str = ""


# Of a case: the same question was answered in two ways.
BY_CHANCE = Symptom("not the same twice")
BY_NUMPYS_CHANCE = Symptom("not the same twice", "global_random")


def same_value(a: Answer, b: Answer) -> bool:
    """Whether two answers hold the same numbers, bit for bit; all that they hold of other things is not looked at."""
    if a is b:
        return True
    pairs = zip(_leaves(a.value, ()), _leaves(b.value, ()), strict=False)
    return a.status == b.status and all(p == q and _same_bits(x, y) for (p, x), (q, y) in pairs)


def _same_bits(a: Any, b: Any) -> bool:
    if isinstance(a, (np.ndarray, np.generic)) and isinstance(b, (np.ndarray, np.generic)):
        return a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b or a != a)


def symptom(
    difference: Difference | None, without_slips: Difference | None, telling: Answer | None = None
) -> Symptom | None:
    """What a broken law is known by; None where it was kept.

    difference: as it was broken. without_slips: as it is still broken where dtype and side effects are overlooked.
    telling: the answer that shows it.
    """
    if difference is None:
        return None
    slip = difference.kind if difference.kind in SLIPS else ""
    words = _words(without_slips if slip else difference)
    places = (telling.changed if slip == "changed" else telling.shared if slip == "shared" else ()) if telling else ()
    return Symptom(words, f"{slip} {places[0]}" if places else slip)


def without_slips(ask: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """Asks as `ask` does, and overlooks side effects and a dtype that was not kept."""

    def asking(call: Call) -> Answer:
        answer = ask(call)
        dtype = coarsest_dtype([call.args, dict(call.kwargs)])
        return replace(answer, value=_cast(answer.value, dtype), changed=(), shared=(), global_random=False)

    return asking


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        with np.errstate(all="ignore"):
            return value.astype(dtype)
    if isinstance(value, State):
        return State(value.name, {key: _cast(part, dtype) for key, part in value.fields.items()})
    if isinstance(value, dict):
        return {key: _cast(part, dtype) for key, part in value.items()}
    return type(value)(_cast(part, dtype) for part in value) if isinstance(value, (tuple, list)) else value


def _words(difference: Difference | None) -> str:
    if difference is None:
        return ""
    return f"{difference.kind}: {difference.text}" if difference.kind in VAGUE else difference.kind


def seen_in_symptom(found: Symptom | None) -> Seen:
    """A law's or a refusal's outcome: one word in place of values."""
    if found is None:
        return Seen({(): ""})
    raised = _RAISED.fullmatch(found.main)
    return Seen({(): Raised(*raised.groups()) if raised else found.main}, frozenset([found.slip] if found.slip else []))


def seen_in_answer(answer: Answer, right: Answer) -> Seen:
    """A case's outcome, taken apart as the right answer is. right: has status "ok"."""
    places = list(_leaves(right.value, ()))
    if answer.status != "ok":
        text = Raised(answer.error[0], answer.message) if answer.error else answer.status
        return Seen(_by_component(dict.fromkeys((place for place, _ in places), text), right.value))
    values: dict[Place, Any] = {}
    slips: set[str] = set()
    for place, wanted in places:
        values[place] = _leaf(_at(answer.value, right.value, place, slips), wanted, place, slips)
    return Seen(_by_component(values, right.value), frozenset(slips | _side_effects(answer, right)))


def _side_effects(answer: Answer, right: Answer) -> set[str]:
    # No call has so many places: a longer list is forged, and may be made to be slow in a set.
    found = {f"changed {place}" for place in answer.changed[:100] if place not in right.changed}
    found |= {f"shared {place}" for place in answer.shared[:100] if place not in right.shared}
    if answer.global_random and not right.global_random:
        found.add("global_random")
    if answer.called != right.called:
        found.add(f"called {answer.called[:10]}")
    return found


def _parts(value: Any) -> Mapping[Any, Any] | None:
    """The parts of a container by their keys; None for what is none."""
    if isinstance(value, State):
        return dict(value.fields)
    if isinstance(value, dict):
        return value
    return dict(enumerate(value)) if isinstance(value, (tuple, list)) else None


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    parts = _parts(value)
    if not parts:
        yield place, value
    else:
        for key, part in parts.items():
            yield from _leaves(part, (*place, key))


_ABSENT = object()


def _at(value: Any, right: Any, place: Place, slips: set[str]) -> Any:
    """The part of a value that stands where `place` is in the right one, also in a container of another kind."""
    for i, key in enumerate(place):
        wanted = _parts(right) or {}
        parts = _parts(value)
        if type(value) is not type(right) or parts is None or len(parts) != len(wanted):
            slips.add(f"container {place[:i]} {kind_of(value)[:100]}")
        if parts is None:  # the first of several results alone
            value = value if key == next(iter(wanted)) and _is_numeric(value) else _ABSENT
        elif key in parts:
            value = parts[key]
        elif len(parts) == len(wanted) and not isinstance(value, dict):
            value = list(parts.values())[list(wanted).index(key)]
        else:
            value = _ABSENT
        right = wanted[key]
        if value is _ABSENT:
            return _ABSENT
    return value


def _is_numeric(value: Any) -> bool:
    return isinstance(value, (int, float, np.number, np.ndarray)) and not isinstance(value, bool)


def _leaf(value: Any, wanted: Any, place: Place, slips: set[str]) -> Any:
    if value is _ABSENT:
        return "absent"
    if isinstance(value, list) and isinstance(wanted, np.ndarray):
        slips.add(f"container {place}")
        value = _as_array(value)
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        return kind_of(value)
    if isinstance(value, int) and value.bit_length() > 63:
        return kind_of(value)
    array, shape = np.asarray(value), np.shape(wanted)
    if array.dtype.kind not in "biufc":
        return kind_of(value)
    if array.shape != shape and _squeezed(array.shape) == _squeezed(shape):
        slips.add(f"shape {place}")
        array = array.reshape(shape)
    if isinstance(wanted, np.ndarray) and wanted.ndim and array.dtype != wanted.dtype:
        slips.add(f"dtype {place} {array.dtype}")
    if np.asarray(wanted).dtype.kind in "iu" and array.dtype.kind not in "iu":
        slips.add(f"dtype {place} {array.dtype}")
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in shape if n != 1)


def _as_array(value: list[Any]) -> Any:
    try:
        return np.array(value)
    except (ValueError, TypeError, OverflowError):  # rows of unequal lengths
        return value


def _by_component(values: dict[Place, Any], right: Any) -> dict[Place, Any]:
    """Of a loop's passes all values of one component together: what matters is which component goes wrong."""
    if not isinstance(right, list):
        return values
    together: dict[Place, list[Any]] = {}
    for (_, *component), value in values.items():
        together.setdefault(tuple(component), []).append(value)
    return {component: _joined(passes) for component, passes in together.items()}


def _joined(passes: list[Any]) -> Any:
    if all(isinstance(value, np.ndarray) for value in passes):
        return np.concatenate([value.ravel() for value in passes])
    return tuple(value if isinstance(value, Raised) else str(value) for value in passes)


EXACT, ALIKE, OTHER = 2, 1, 0


@dataclass(frozen=True)
class Closeness:
    """How far values of one rule may lie apart: relative to the larger, and at all."""

    relative: float = RELATIVE_TOLERANCE["float64"]
    absolute: float = 0.0


def closeness(rounding: Rounding, right: Any) -> Closeness:
    """What rounding leaves between two values at one place. right: the right result of the case."""
    names = {a.dtype.name for _, a in _leaves(right, ()) if isinstance(a, (np.ndarray, np.generic))}
    coarse = [name for name in (*names, rounding.dtype) if name in RELATIVE_TOLERANCE]
    dtype = min(coarse, key=lambda name: np.dtype(name).itemsize)
    relative = RELATIVE_TOLERANCE[dtype] if rounding.tolerance is None else rounding.tolerance
    return Closeness(relative, ROUNDINGS * float(np.finfo(dtype).eps) * max(rounding.scale, scale_of(right)))


def alike(a: Any, b: Any, close: Closeness) -> int:
    """How well two values seen at one place agree: EXACT; ALIKE, but for NaN against infinity; or OTHER."""
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return EXACT if type(a) is type(b) and a == b else OTHER
    if a.shape != b.shape:
        return OTHER
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= close.relative * np.maximum(np.abs(a), np.abs(b)) + close.absolute
        finite = np.isfinite(a) & np.isfinite(b)
        if (near & finite).all():
            return EXACT
        same = (near & finite) | (a == b) | (np.isnan(a) & np.isnan(b))
        if same.all():
            return EXACT
        return ALIKE if (same | (~np.isfinite(a) & ~np.isfinite(b))).all() else OTHER
