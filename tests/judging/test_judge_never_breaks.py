"""Whatever a submission answers, the judge comes to a result, and never to a pass."""

import json
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.calling.perform import Answer
from autograder.calling.values import State, Unknown
from autograder.judging import report
from autograder.judging.judge import Result, judge
from autograder.judging.references import EXERCISES, asking, module_of, reference_source
from autograder.judging.rules import FunctionRules, read

STATUSES = ("ok", "missing", "error", "memory", "timeout", "crash")
DTYPES = ("bool", "int8", "uint64", "int64", "float16", "float32", "float64", "complex64", "complex128")
HUGE = 10**4_000
TEXTS = ("", "W1", "ValueError", "\ud800", "\0", "\x1b[2J", "<b>", "x" * 3_000, "mean", "line\nbreak")
SCALARS = (None, True, False, 0, -1, 1, 2**64, HUGE, -HUGE, 0.0, -0.0, 1.5, 1e308, float("nan"), float("inf"))


def hostile_array(rng: np.random.Generator) -> np.ndarray:
    shape = tuple(int(n) for n in rng.integers(0, 4, size=rng.integers(0, 5)))
    with np.errstate(all="ignore"):
        array = (rng.normal(size=shape) * rng.choice([0.0, 1.0, 1e30, np.nan, np.inf])).astype(str(rng.choice(DTYPES)))
    return np.asarray(array)


def hostile_value(rng: np.random.Generator, depth: int = 0) -> Any:
    """Any value that can cross from the sandbox."""

    def inner() -> Any:
        return hostile_value(rng, depth + 1)

    kind = int(rng.integers(0, 9 if depth < 3 else 5))
    count = int(rng.integers(0, 4))
    match kind:
        case 0 | 1:
            return hostile_array(rng)
        case 2:
            return SCALARS[rng.integers(len(SCALARS))]
        case 3:
            return TEXTS[rng.integers(len(TEXTS))] if rng.random() < 0.5 else Unknown(TEXTS[rng.integers(len(TEXTS))])
        case 4:
            return np.dtype(str(rng.choice(DTYPES))).type(1)
        case 5:
            return tuple(inner() for _ in range(count))
        case 6:
            return [inner() for _ in range(count)]
        case 7:
            keys = [*TEXTS, *SCALARS, *range(4), *(f"{letter}{n}" for letter in "Wb" for n in (1, 2, 3))]
            return {keys[rng.integers(len(keys))]: inner() for _ in range(count)}
    return State(TEXTS[rng.integers(len(TEXTS))], {TEXTS[rng.integers(len(TEXTS))]: inner() for _ in range(count)})


def hostile_places(rng: np.random.Generator) -> tuple:
    steps = (*range(-101, 102, 50), *TEXTS, 2**70, True)
    return tuple(
        tuple(steps[rng.integers(len(steps))] for _ in range(rng.integers(1, 4))) for _ in range(rng.integers(0, 3))
    )


def hostile_answer(rng: np.random.Generator) -> Answer:
    """An answer of any status, with side effects that may never have been."""
    status = "ok" if rng.random() < 0.8 else STATUSES[rng.integers(len(STATUSES))]
    if status == "ok" and rng.random() < 0.7:
        return Answer("ok", hostile_value(rng))
    names = tuple(TEXTS[rng.integers(len(TEXTS))] for _ in range(rng.integers(0, 3)))
    return Answer(
        status,
        hostile_value(rng),
        error=names,
        message=TEXTS[rng.integers(len(TEXTS))],
        changed=hostile_places(rng),
        shared=hostile_places(rng),
        global_random=bool(rng.random() < 0.2),
        called=tuple(SCALARS[rng.integers(3, 9)] for _ in range(rng.integers(0, 3))),
        printed=TEXTS[rng.integers(len(TEXTS))],
        traceback=TEXTS[rng.integers(len(TEXTS))],
    )


def spoiled(value: Any, rng: np.random.Generator) -> Any:
    """A right value with something hostile in one place of it."""
    if rng.random() < 0.3:
        return hostile_value(rng)
    match value:
        case State(name, fields) if fields:
            key = list(fields)[rng.integers(len(fields))]
            return State(name, {**fields, key: spoiled(fields[key], rng)})
        case tuple() | list() if value:
            items = list(value)
            i = int(rng.integers(len(items)))
            items[i] = spoiled(items[i], rng)
            return type(value)(items[: len(items) if rng.random() < 0.9 else i])
        case dict() if value:
            key = list(value)[rng.integers(len(value))]
            return (
                {**value, key: spoiled(value[key], rng)}
                if rng.random() < 0.8
                else {k: value[k] for k in value if k != key}
            )
        case np.ndarray() if value.size:
            return spoiled_array(value, rng)
    return hostile_value(rng)


def spoiled_array(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    match int(rng.integers(0, 6)):
        case 0:
            return array[..., :-1] if array.ndim else array.reshape(1)
        case 1:
            return array[..., None]
        case 2:
            with np.errstate(all="ignore"):
                return array.astype(str(rng.choice([d for d in DTYPES if d != array.dtype.name])))
        case 3:
            return array.ravel()[:0]
    filled = array.copy()
    filled[...] = rng.choice([np.nan, np.inf, -np.inf, 1e30]) if array.dtype.kind in "fc" else 99
    return filled


def hostile(rng: np.random.Generator):
    return lambda call: hostile_answer(rng)


def nearly_right(rng: np.random.Generator, assignment: str, exercise: str, share: float):
    """Answers as the reference does, a share of the calls with something hostile in it."""
    ask = asking(module_of(reference_source(assignment, exercise), "reference"))

    def spoil(call) -> Answer:
        right = ask(call)
        if rng.random() >= share:
            return right
        return replace(right, value=spoiled(right.value, rng)) if right.status == "ok" else hostile_answer(rng)

    return spoil


def rules_of(assignment: str, exercise: str, function: str) -> FunctionRules:
    _, released = read(EXERCISES / assignment / f"{exercise}.json")
    return next(rules for rules in released if rules.function == function)


def seeded(function: str, seed: int) -> np.random.Generator:
    return np.random.default_rng([zlib.crc32(function.encode()), seed])


def shown(result: Result, assignment: str, exercise: str) -> None:
    """All that is made of a result can be written, printed and kept."""
    row = report.row(result, assignment, exercise)
    json.dumps(row)
    for text in (report.text(result), report.as_html(result), row["message"]):
        text.encode("utf-8")
        assert "\x1b" not in text
        assert len(text) < 60_000


@pytest.mark.filterwarnings("error")
def test_hostile_answers_never_break_the_judge_and_never_pass(assignment, exercise, function):
    rules = rules_of(assignment, exercise, function.name)
    for seed in range(30):
        rng = seeded(function.name, seed)
        result = judge(rules, nearly_right(rng, assignment, exercise, 1.0) if seed % 5 == 0 else hostile(rng))
        assert result.verdict != "pass", seed
        assert result.points < result.max_points, seed
        shown(result, assignment, exercise)


@pytest.mark.filterwarnings("error")
def test_an_answer_that_turns_hostile_after_many_right_ones_does_not_break_the_judge(assignment, exercise, function):
    rules = rules_of(assignment, exercise, function.name)
    for seed in range(100, 108):
        rng = seeded(function.name, seed)
        shown(
            judge(rules, nearly_right(rng, assignment, exercise, float(rng.choice([0.3, 0.1, 0.03])))),
            assignment,
            exercise,
        )
