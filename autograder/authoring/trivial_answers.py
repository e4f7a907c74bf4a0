"""Answers that compute nothing: how many of a function's points do they get?

An argument, its negative, zeros, ones, nothing, or a refusal of every call. They are let know what a student
would have to find out: the shape of a right result, and which calls are to be refused.
"""

import copy
import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.judging.judge import judge
from autograder.judging.references import asking, module_of
from autograder.judging.rules import FunctionRules

# What a result may be made of: the arguments of the call and what a right solution returns there -> the result.
Source = Callable[[tuple, Any], Any]


def _filled(value: Any, number: int) -> Any:
    """A value of the same kind and shape, with one number throughout."""
    if isinstance(value, np.ndarray):
        return np.full_like(value, number)
    if isinstance(value, dict):
        return {k: _filled(v, number) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        parts = [_filled(v, number) for v in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return type(value)(number) if isinstance(value, (int, float, np.generic)) else value


def _negative(value: Any) -> Any:
    return -value if isinstance(value, (float, np.ndarray)) and np.asarray(value).dtype.kind == "f" else value


def _sources(parameters: list[str], results: int) -> dict[str, Source]:
    """By name, what a single result may be made of. Negatives stand alone: beside others they would be too many."""

    def argument(i: int, of: Callable[[Any], Any] = copy.deepcopy) -> Source:
        return lambda args, right: of(args[i]) if i < len(args) else None

    found = {name: argument(i) for i, name in enumerate(parameters)}
    if results == 1:
        found |= {f"-{name}": argument(i, _negative) for i, name in enumerate(parameters)}
    return found | {"zeros": lambda args, right: _filled(right, 0), "ones": lambda args, right: _filled(right, 1)}


def _refuse(*args: Any, **kwargs: Any) -> None:
    raise ValueError(f"{args} {kwargs} not positive definite")


def trivial_answers(function: Callable, results: int) -> Iterator[tuple[str, Callable]]:
    """Functions that compute nothing, with their names. function: a right one; results: how many it returns."""
    parameters = [p.name for p in inspect.signature(function).parameters.values() if p.kind != p.KEYWORD_ONLY]

    def answering(chosen: tuple[Source, ...]) -> Callable:
        def answer(*args: Any, **kwargs: Any) -> Any:
            given = copy.deepcopy(args)  # as the caller gave them, whatever the right solution draws
            right = function(*args, **kwargs)
            parts = right if results > 1 else (right,)
            made = tuple(source(given, part) for source, part in zip(chosen, parts, strict=True))
            return made if results > 1 else made[0]

        return answer

    yield "nothing", lambda *args, **kwargs: None
    yield "a refusal", _refuse
    for named in itertools.product(_sources(parameters, results).items(), repeat=results):
        yield ", ".join(name for name, _ in named), answering(tuple(source for _, source in named))


def best_trivial_answer(source: str, rules: FunctionRules) -> tuple[float, str]:
    """The largest share of a function's points that a trivial answer gets, and which one gets it.

    source: the reference module's text; its other functions stay right.
    """
    unnamed, module = replace(rules, mistakes=()), module_of(source, "trivial")
    right = getattr(module, rules.function)
    shares = []
    for name, answer in trivial_answers(right, len(rules.names.returns)):
        setattr(module, rules.function, answer)
        shares.append((judge(unnamed, asking(module)).points / rules.points, name))
    return max(shares, key=lambda share: share[0])
