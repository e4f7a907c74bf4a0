"""How two answers differ, the most telling thing first.

missing -> error -> type -> shape -> dtype -> value -> arguments changed -> memory shared
-> global random state -> number of calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from autograder.calling.perform import Answer
from autograder.calling.values import Place, State, Unknown

# Other algebra for the same formula differs by a few hundred roundings at most (1e-16 and
# 6e-8 each); every mistake that a case is meant to catch changes a value by far more.
RELATIVE_TOLERANCE = {"float64": 1e-9, "float32": 2e-5, "float16": 1e-2}
# A difference of numbers of size `scale` carries rounding of that size: 64 units in the last place.
ROUNDINGS = 64


@dataclass(frozen=True)
class Difference:
    """kind: one word, stable, by which mistakes are told apart; text: a sentence for the student."""

    kind: str
    text: str
    got: Any = None
    expected: Any = None


@dataclass(frozen=True)
class Rounding:
    """How much rounding a result may carry.

    tolerance: relative; None takes the dtype's own of `RELATIVE_TOLERANCE`.
    scale: the largest magnitude that went into the result.
    dtype: the coarsest floating dtype that went into it: a scalar result may be a Python
        float, whose own dtype says nothing of that.
    """

    tolerance: float | None = None
    scale: float = 0.0
    dtype: str = "float64"


@dataclass(frozen=True)
class Names:
    """What a function's arguments and results are called in messages."""

    parameters: tuple[str, ...]
    returns: tuple[str, ...]

    def argument(self, place: Place) -> str:
        """`(2, "v")` -> "state.v", `(0, "W1")` -> 'params["W1"]'."""
        first = place[0]
        if isinstance(first, int) and 0 <= first < len(self.parameters):
            return _name(self.parameters[first], place[1:])
        return _name(str(first), place[1:])

    def result(self, place: Place) -> str:
        """`(1, "v")` -> "state.v"; () -> the only result's name."""
        if len(self.returns) == 1:
            return _name(self.returns[0], place)
        if not place:
            return "the result"
        first = place[0]
        known = isinstance(first, int) and first < len(self.returns)
        return _name(self.returns[int(first)] if known else "the result", place[1:])


def _name(base: str, place: Place) -> str:
    return base + "".join(f".{p}" if isinstance(p, str) and p.isidentifier() else f"[{p!r}]" for p in place)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def show(value: Any) -> str:
    """A value in a few characters: numbers with as many digits as tell them apart from their neighbours."""
    if isinstance(value, (bool, np.bool_)) or value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.10g}"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return show(value[()])
        if value.size <= 6:
            return np.array2string(value, precision=6, separator=", ").replace("\n", "")
        return f"an array of shape {value.shape}"
    return kind_of(value)


def kind_of(value: Any) -> str:
    """What something is, in a beginner's words."""
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, State):
        return f"{'an' if value.name[:1] in 'AEIOU' else 'a'} {value.name}({', '.join(value.fields)})"
    if isinstance(value, Unknown):
        return f"something of type {value.type_name}"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (bool, np.bool_)):
        return "a bool"
    if isinstance(value, (int, np.integer)):
        return "an integer" if abs(int(value)) < 2**63 else "an integer of more than 64 bits"
    if isinstance(value, (float, np.floating)):
        return "a float"
    return {"list": "a list", "dict": "a dict", "str": "a text"}.get(type(value).__name__, type(value).__name__)


def _is_number(value: Any) -> bool:
    """A scalar: a Python or NumPy number, or a 0-d array of numbers. A bool is none, nor what no array can hold."""
    if isinstance(value, int) and value.bit_length() > 63:
        return False
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iufc"
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def scale_of(value: Any) -> float:
    """The largest finite magnitude inside a value, 0 where it holds no number."""
    if isinstance(value, State):
        return scale_of(dict(value.fields))
    if isinstance(value, dict):
        return max((scale_of(v) for v in value.values()), default=0.0)
    if isinstance(value, (tuple, list)):
        return max((scale_of(v) for v in value), default=0.0)
    if isinstance(value, np.ndarray) and value.dtype.kind in "iufc":
        finite = np.abs(value[np.isfinite(value)])
        return float(finite.max()) if finite.size else 0.0
    if _is_number(value) and np.isfinite(value):
        return abs(float(np.real(value)))
    return 0.0


def coarsest_dtype(value: Any) -> str:
    """The coarsest floating dtype of the arrays inside a value, "float64" where there is none coarser."""
    if isinstance(value, State):
        value = dict(value.fields)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return min((coarsest_dtype(v) for v in value), key=_precision, default="float64")
    floating = isinstance(value, (np.ndarray, np.generic)) and value.dtype.name in RELATIVE_TOLERANCE
    return value.dtype.name if floating else "float64"


def _precision(dtype: str) -> int:
    return np.dtype(dtype).itemsize


def close_enough(got: np.ndarray, expected: np.ndarray, rounding: Rounding, dtype: str) -> np.ndarray:
    """Where values of one shape agree but for rounding; NaN agrees with NaN. dtype: whose rounding they carry.

    Of two answers either may be asked about: where they agree is told by the larger one's sizes, and where that
    is not everywhere, by the expected one's alone.
    """
    tolerance = RELATIVE_TOLERANCE[dtype] if rounding.tolerance is None else rounding.tolerance

    def close(sizes: np.ndarray, scale: float) -> np.ndarray:
        slack = ROUNDINGS * float(np.finfo(dtype).eps) * max(rounding.scale, scale)
        # An infinite value allows no difference: inf <= inf would let everything pass for it.
        finite = np.isfinite(got) & np.isfinite(expected)
        return np.asarray(equal | (finite & (np.abs(got - expected) <= tolerance * sizes + slack)))

    with np.errstate(all="ignore"):
        equal = (got == expected) | (np.isnan(got) & np.isnan(expected))
        agree = close(np.maximum(np.abs(got), np.abs(expected)), max(scale_of(got), scale_of(expected)))
        return agree if agree.all() else close(np.abs(expected), scale_of(expected))


def _first_wrong(
    got: np.ndarray, expected: np.ndarray, rounding: Rounding, dtype: str
) -> tuple[tuple[int, ...], int] | None:
    """The index of the first value that differs, and how many do. dtype: whose rounding the values carry."""
    if expected.dtype.kind in "fc" or got.dtype.kind in "fc":
        same = close_enough(got, expected, rounding, dtype)
    else:
        same = got == expected
    wrong = np.argwhere(~same)
    return (tuple(int(i) for i in wrong[0]), len(wrong)) if len(wrong) else None


def _array_difference(got: Any, expected: np.ndarray, name: str, rounding: Rounding) -> Difference | None:
    if not isinstance(got, np.ndarray):
        return Difference("type", f"{name} is {kind_of(got)}, but should be an array of shape {expected.shape}.")
    if got.shape != expected.shape:
        return Difference("shape", f"{name} has shape {got.shape}, but should have shape {expected.shape}.")
    if got.dtype != expected.dtype:
        return Difference("dtype", f"{name} has dtype {got.dtype}, but should have dtype {expected.dtype}.")
    dtype = expected.dtype.name if expected.dtype.name in RELATIVE_TOLERANCE else "float64"
    wrong = _first_wrong(got, expected, rounding, dtype)
    if wrong is None:
        return None
    index, count = wrong
    where, given, right = f"{name}[{', '.join(map(str, index))}]", show(got[index]), show(expected[index])
    text = f"{where} is {given}, but should be {right}."
    if expected.size > 1:
        text = f"{where} is {given}, but should be {right} ({count} of {expected.size} values differ)."
    return Difference("value", text, got, expected)


def _number_difference(got: Any, expected: Any, name: str, rounding: Rounding) -> Difference | None:
    if not _is_number(got):
        return Difference("type", f"{name} is {kind_of(got)}, but should be a number.")
    got_array, expected_array = np.asarray(got), np.asarray(expected)
    if expected_array.dtype.kind in "iu" and got_array.dtype.kind not in "iu":
        return Difference("dtype", f"{name} is {show(got)}, a {got_array.dtype}, but should be an integer.")
    if got_array.dtype.kind == "c":
        return Difference("dtype", f"{name} is a complex number, but should be real.")
    dtype = min(coarsest_dtype(expected_array), rounding.dtype, key=_precision)
    if _first_wrong(got_array, expected_array, rounding, dtype) is None:
        return None
    return Difference("value", f"{name} is {show(got)}, but should be {show(expected)}.", got, expected)


Inner = Callable[[Any, Any, int | str], Difference | None]  # of two parts, and the last step to their place


def value_difference(got: Any, expected: Any, names: Names, rounding: Rounding, place: Place = ()) -> Difference | None:
    """The first difference between two results; None where they agree."""
    name = names.result(place)

    def inner(g: Any, e: Any, p: int | str) -> Difference | None:
        return value_difference(g, e, names, rounding, (*place, p))

    if isinstance(expected, State):
        if not isinstance(got, State) or list(got.fields) != list(expected.fields):
            return Difference("type", f"{name} is {kind_of(got)}, but should be {kind_of(expected)}.")
        return next((d for k, e in expected.fields.items() if (d := inner(got.fields[k], e, k))), None)
    if isinstance(expected, dict):
        return _dict_difference(got, expected, name, inner)
    if isinstance(expected, (tuple, list)):
        if type(got) is not type(expected) or len(got) != len(expected):
            what = f"a {type(expected).__name__} of {len(expected)}"
            if not place and len(names.returns) == len(expected):
                listed = f"({', '.join(names.returns)})"
                what = f"a tuple of {len(expected)} {listed}" if isinstance(expected, tuple) else f"{what} {listed}"
            return Difference("type", _sentence(f"{name} is {kind_of(got)}, but should be {what}."))
        return next((d for i, e in enumerate(expected) if (d := inner(got[i], e, i))), None)
    if isinstance(expected, np.ndarray) and expected.ndim > 0:
        return _array_difference(got, expected, name, rounding)
    if _is_number(expected):
        return _number_difference(got, expected, name, rounding)
    if type(got) is type(expected) and got == expected:
        return None
    return Difference("type", f"{name} is {show(got)}, but should be {show(expected)}.")


def _dict_difference(got: Any, expected: dict[int | str, Any], name: str, inner: Inner) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", f"{name} is {kind_of(got)}, but should be a dict.")
    if missing := [k for k in expected if k not in got]:
        return Difference("type", f"{name} lacks the key {missing[0]!r}.")
    if extra := [k for k in got if k not in expected]:
        return Difference("type", f"{name} has the key {extra[0]!r}, which does not belong there.")
    return next((d for k, e in expected.items() if (d := inner(got[k], e, k))), None)


def exception_name(answer: Answer) -> str:
    """The class of the exception that a call raised, in a sentence."""
    return answer.error[0] if answer.error else "an exception"


def raised(answer: Answer) -> str:
    """The exception that a call raised, with its text where it has one."""
    return f"{exception_name(answer)}: {answer.message}" if answer.message else exception_name(answer)


def failure(answer: Answer) -> Difference | None:
    """The difference that an answer without a value makes; None for one with a value."""
    match answer.status:
        case "ok":
            return None
        case "missing":
            return Difference("missing", answer.message)
        case "error" | "memory":
            text = answer.message.splitlines()[0] if answer.message else ""
            name = exception_name(answer)
            return Difference(
                answer.status, f"Your code raised {name}: {text}" if text else f"Your code raised {name}."
            )
    return Difference(answer.status, answer.message)


def _instead_of_raising(got: Answer, words: tuple[str, ...]) -> str:
    """What a call did that should have raised an exception with some words in it, and raised none."""
    if isinstance(got.value, Unknown) and got.value.type_name.endswith("Error"):
        return f"your code returned a {got.value.type_name}: write raise in place of return"
    if all(word in got.printed for word in words):
        return "your code only printed that: write raise in place of print"
    return "it was accepted"


def _refusal_difference(got: Answer, words: tuple[str, ...]) -> Difference | None:
    wanted = " and ".join(words)
    if got.status == "ok":
        text = f"This should be refused with a ValueError that says {wanted}, but {_instead_of_raising(got, words)}."
        return Difference("accepted", text)
    if got.status != "error":
        return failure(got)
    if "ValueError" not in got.error:
        error = raised(got)
        text = f"This should be refused with a ValueError that says {wanted}, but your code raised {error}"
        return Difference("other_exception", text)
    if missing := [w for w in words if w not in got.message]:
        text = f"This should be refused with a ValueError that says {wanted}; yours has no text."
        if got.message:
            text = (
                "This should be refused with a ValueError that says "
                f"{wanted}; its text lacks {missing[0]!r}: {got.message}"
            )
        return Difference("refusal", text)
    return None


def answer_difference(
    got: Answer,
    expected: Answer,
    names: Names,
    rounding: Rounding,
    *,
    raises: tuple[str, ...] = (),
    passes: bool = False,
    may_share: bool = False,
) -> Difference | None:
    """The first thing in which an answer differs from the one expected; None where they agree.

    passes: the values are lists with the result of every pass of a loop.
    raises: the call must be refused, with these words in the ValueError's text.
    """
    if raises:
        return _refusal_difference(got, raises)
    if got.status != "ok":
        return failure(got)
    if passes and isinstance(got.value, list) and len(got.value) == len(expected.value):
        steps = enumerate(zip(got.value, expected.value, strict=True), start=1)
        for step, (g, e) in steps:
            if found := value_difference(g, e, names, rounding):
                text = f"In step {step} of {len(expected.value)}: {found.text}"
                return Difference(found.kind, text, found.got, found.expected)
    elif found := value_difference(got.value, expected.value, names, rounding):
        return found
    return side_effect(got, names, expected, may_share)


def side_effect(
    got: Answer, names: Names, expected: Answer | None = None, may_share: bool = False
) -> Difference | None:
    """What the call did besides returning its value, where it should not have."""
    expected = expected or Answer("ok")
    if changed := [p for p in got.changed if p not in expected.changed]:
        place = names.argument(changed[0])
        return Difference("changed", f"You changed {place} in place. Make a new array instead of writing into it.")
    if not may_share and (shared := [p for p in got.shared if p not in expected.shared]):
        place = names.argument(shared[0])
        return Difference("shared", f"The result shares memory with {place}: return a new array, not a view of it.")
    if got.global_random and not expected.global_random:
        text = "You used np.random's global state. Draw from the argument rng instead, so that runs can be repeated."
        return Difference("global_random", text)
    if got.called != expected.called:
        pairs = zip_longest(got.called, expected.called, fillvalue=0)
        times, wanted = next((g, e) for g, e in pairs if g != e)
        text = f"You called the function that you were given {times} times instead of {wanted}."
        return Difference("called", text)
    return None
