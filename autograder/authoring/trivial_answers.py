"""Answers that compute nothing: how many of a function's points do they get?

An argument, its negative, zeros, ones, nothing, a refusal of every call; of random functions also what lets
chance decide nothing. They are let know what a student would have to find out: the shape of a right result, and
which calls are to be refused.
"""

import copy
import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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

    found = {name: argument(i) for i, name in enumerate(parameters) if name != "rng"}
    if results == 1:
        found |= {f"-{name}": argument(i, _negative) for i, name in enumerate(parameters)}
    return found | {"zeros": lambda args, right: _filled(right, 0), "ones": lambda args, right: _filled(right, 1)}


def _constant_forward(params: dict, X: np.ndarray, p: float, rng: np.random.Generator) -> tuple:
    return np.repeat(params["b3"], X.shape[1], axis=1), {}


# Of random functions: those that let chance decide nothing.
WITHOUT_CHANCE: dict[str, dict[str, Callable]] = {
    "sample_minibatch": {
        "the first rows": lambda X, y, batch_size, rng: (X[:batch_size].copy(), y[:batch_size].copy())
    },
    "vanilla_dropout": {"always kept": lambda h, p, rng: (1 * h, np.ones_like(h))},
    "inverted_dropout": {"always kept": lambda h, p, rng: (h / p, np.full_like(h, 1 / p))},
    "forward_train": {"always dropped": _constant_forward},
    "random_horizontal_flip": {"always flipped": lambda images, rng, probability=0.5: images[:, :, ::-1]},
    "random_crop": {"the first position": lambda image, size, rng: image[:size, :size]},
    "dropconnect": {
        "always dropped": lambda x, W, b, p, rng: (0 * x @ W + b, np.zeros((len(x), *W.shape))),
        "always kept": lambda x, W, b, p, rng: (x @ W + b, np.ones((len(x), *W.shape))),
    },
    "stochastic_depth_train": {"always kept": lambda x, block, p, rng: x + block(x)},
}


def _refuse(*args: Any, **kwargs: Any) -> None:
    raise ValueError(f"{args} {kwargs} not positive definite")


def trivial_answers(function: Callable, results: int) -> Iterator[tuple[str, Callable]]:
    """Functions that compute nothing, with their names. function: a right one; results: how many it returns."""
    taken = inspect.signature(function).parameters.values()
    parameters = [p.name for p in taken if p.kind != p.KEYWORD_ONLY]
    last: list = [(), None]

    def right(*args: Any, **kwargs: Any) -> Any:
        # A law asks thousands of times with the same arguments.
        if kwargs or len(args) != len(last[0]) or any(a is not b for a, b in zip(args, last[0], strict=True)):
            last[:] = args, function(*args, **kwargs)
        return last[1]

    def answering(names: tuple[str, ...], chosen: tuple[Source, ...]) -> Callable:
        def answer(*args: Any, **kwargs: Any) -> Any:
            # Calls of a function that is handed over are counted: the right solution may not make them for nothing.
            asked = {"zeros", "ones"} & set(names) or not any(map(callable, args))
            result: Any = right(*args, **kwargs) if asked else None
            parts: tuple[Any, ...] = tuple(result) if asked and results > 1 else (result,) * results
            made = tuple(source(args, part) for source, part in zip(chosen, parts, strict=True))
            return made if results > 1 else made[0]

        return answer

    yield "nothing", lambda *args, **kwargs: None
    yield "a refusal", _refuse
    for named in itertools.product(_sources(parameters, results).items(), repeat=results):
        names, chosen = zip(*named, strict=True)
        yield ", ".join(names), answering(names, chosen)
    yield from WITHOUT_CHANCE.get(function.__name__, {}).items()


@dataclass(frozen=True)
class TrivialShare:
    """What trivial answers get.

    share: of the function's points, by the best of them; answer: its name.
    kept: by the numbers of the rules that some trivial answer keeps, the name of one that does.
    """

    share: float
    answer: str
    kept: Mapping[int, str]


def trivial_share(source: str, rules: FunctionRules) -> TrivialShare:
    """Judge all trivial answers to one function. source: the reference module's text; its other functions stay."""
    unnamed, module = replace(rules, mistakes=()), module_of(source, "trivial")
    right, shares = getattr(module, rules.function), []
    kept: dict[int, str] = {}
    for name, answer in trivial_answers(right, len(rules.names.returns)):
        setattr(module, rules.function, answer)
        result = judge(unnamed, asking(module))
        shares.append((result.points / rules.points, name))
        kept |= {i: name for i, rule in enumerate(result.rules) if rule.difference is None}
    return TrivialShare(*max(shares, key=lambda share: share[0]), kept)
