"""Laws of every function that takes a generator."""

from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, State
from autograder.judging.laws.evidence import Broken, asked


def draws_come_from_rng(call: Ask, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """The same seed gives the same result, and a generator that goes on gives another one.

    The arguments hold one `Rng` and leave at least 2**40 equally likely results in
    8 calls, so that a right solution repeats itself in all 8 with a chance below 1e-12.
    """
    first, again = (asked(call, Call(function, args, kwargs, repeat=8)) for _ in range(2))
    if first[0] is None:
        raise Broken("type: None", "The result is None: nothing was returned.")
    if not _identical(first, again):
        text = "Two generators with the same seed gave different results: every draw must come from the argument rng."
        raise Broken("not_from_rng", text)
    if all(_identical(first[0], other) for other in first[1:]):
        text = "Eight calls with one generator all gave the same result: draw from rng anew in every call."
        raise Broken("same_every_time", text)


def _identical(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (tuple, list)):
        same_length = isinstance(b, (tuple, list)) and len(a) == len(b)
        return same_length and all(_identical(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(_identical(a[k], b[k]) for k in a)
    if isinstance(a, State):
        return isinstance(b, State) and a.name == b.name and _identical(dict(a.fields), dict(b.fields))
    return type(a) is type(b) and bool(a == b)
