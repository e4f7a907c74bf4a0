"""Laws of a residual block that survives a training pass with probability p."""

from typing import Any

import numpy as np

from autograder.calling.given import GIVEN
from autograder.calling.perform import Answer, Ask
from autograder.calling.values import Call, Given, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, kind_of
from autograder.judging.laws.evidence import DRAWS, Broken, asked, count_is_plausible


def _close(outputs: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Entry by entry, whether outputs (n, ...) agree with a target (...) up to rounding."""
    slack = RELATIVE_TOLERANCE[target.dtype.name] * float(np.abs(target).max(initial=1.0))
    with np.errstate(all="ignore"):
        close: np.ndarray = np.abs(outputs - target) <= slack
    return close


def _checked(values: list[Any], x: np.ndarray) -> np.ndarray:
    """The outputs as one array (n, *x.shape). Raises `Broken` where one is no array like x."""
    for value in values:
        if not isinstance(value, np.ndarray):
            raise Broken("type", f"The result is {kind_of(value)}, but should be an array of shape {x.shape}.")
        if value.shape != x.shape:
            raise Broken("shape", f"The result has shape {value.shape}, but should have x's shape {x.shape}.")
        if value.dtype != x.dtype:
            raise Broken("dtype", f"The result has dtype {value.dtype}, but should have x's dtype {x.dtype}.")
    return np.stack(values)


def _rows(entries: np.ndarray) -> np.ndarray:
    """(n, ...) -> (n, rows, the rest)."""
    return entries.reshape(*entries.shape[:2], -1)


def _refuse_strange(outputs: np.ndarray, x: np.ndarray, residual: np.ndarray, p: float) -> None:
    """Say what the first output is that is neither x nor x + block(x)."""
    is_x, is_sum = _close(outputs, x), _close(outputs, x + residual)
    either = is_x | is_sum
    if either.all():
        raise Broken("per_unit" if _mixed_rows(is_x, is_sum) else "per_sample", _MIXED)
    output = outputs[np.argmin(_rows(either).all(axis=(1, 2)))]
    forms = {
        "divided_by_p": (x + residual / p, "x + block(x) / p"),
        "times_p": (x + p * residual, "x + p * block(x)"),
        "no_shortcut": (residual, "block(x), without the shortcut"),
        "zero": (np.zeros_like(x), "zero, without the shortcut"),
        "scaled_shortcut": ((x + residual) / p, "(x + block(x)) / p"),
    }
    for kind, (form, name) in forms.items():
        if _close(output, form).all():
            raise Broken(kind, f"One result is {name}, but should be x or x + block(x).")
    raise Broken("neither", "One result is neither x nor x + block(x).")


_MIXED = "Within one result a part is x and a part is x + block(x): the block survives as a whole, or not at all."


def _mixed_rows(is_x: np.ndarray, is_sum: np.ndarray) -> bool:
    whole = _rows(is_x).all(axis=2) | _rows(is_sum).all(axis=2)
    return not whole.all()


def _survived(values: list[Any], x: np.ndarray, block: Given, p: float) -> np.ndarray:
    """For each output, whether it is x + block(x). Raises `Broken` where one is neither that nor x."""
    outputs, residual = _checked(values, x), GIVEN[block.name](**block.constants)(x)
    axes = tuple(range(1, outputs.ndim))
    survived = np.asarray(_close(outputs, x + residual).all(axis=axes))
    if not (survived | _close(outputs, x).all(axis=axes)).all():
        _refuse_strange(outputs, x, residual, p)
    return survived


def _ask(call: Ask, function: str, x: np.ndarray, block: Given, p: float, draws: int, seed: int) -> np.ndarray:
    values: Any = asked(call, Call(function, (x, block, p, Rng(seed)), repeat=draws))
    return _survived(values, x, block, p)


def block_survives_whole(call: Ask, function: str, x: np.ndarray, block: Given, p: float, seed: int = 0) -> None:
    """Every output is x or x + block(x), nothing in between. Never refuses a right solution.

    x is (rows, ...); no entry of block(x) is 0.
    """
    _ask(call, function, x, block, p, 64, seed)


def block_survives_with_probability_p(
    call: Ask, function: str, x: np.ndarray, block: Given, p: float, seed: int = 0
) -> None:
    """The share of survivors agrees with p, and so does the share of pairs of calls in which both survive.

    Pairs that do not overlap are independent, so both counts are binomial: the exact bound of
    `count_is_plausible` holds them together to 1e-10.
    """
    survived = _ask(call, function, x, block, p, DRAWS, seed)
    count = int(survived.sum())
    if count in (0, DRAWS) and not count_is_plausible(count, DRAWS, p, 2):
        what = "survived" if count else "was dropped"
        raise Broken(
            "always" if count else "never", f"In {DRAWS} calls with one generator the block {what} every time."
        )
    if not count_is_plausible(count, DRAWS, p, 2):
        suspects = {"drops_with_p": 1 - p, "half": 0.5}
        known = (kind for kind, suspect in suspects.items() if count_is_plausible(count, DRAWS, suspect, 2))
        kind = next(known, "other_probability")
        raise Broken(
            kind, f"With p = {p} the block survived in {count} of {DRAWS} calls; {p * DRAWS:.0f} are expected."
        )
    both = int((survived[0::2] & survived[1::2]).sum())
    if not count_is_plausible(both, DRAWS // 2, p * p, 2):
        raise Broken("dependent", "Whether the block survives depends on the call before: draw anew in every call.")


def _always(answer: Answer) -> Ask:
    return lambda question: answer


def dropped_block_is_not_called(call: Ask, function: str, x: np.ndarray, block: Given, p: float, seed: int = 0) -> None:
    """In 48 calls, each with a generator of its own, some blocks survive, some don't, and only survivors are called.

    block: a counted `Given`. All 48 survive, or none, with the chance p**48 + (1 - p)**48: below 1e-10 for
    p from 0.38 to 0.62.
    """
    outcomes = set()
    for i in range(48):
        question = Call(function, (x, block, p, Rng(seed + i)))
        answer = call(question)
        survived = bool(_survived([asked(_always(answer), question)], x, block, p)[0])
        if answer.called and answer.called[0] and not survived:
            raise Broken("called", "The block was dropped, but it was called: its computation was not saved.")
        outcomes.add(survived)
    if len(outcomes) == 1:
        what = "survived" if outcomes.pop() else "was dropped"
        raise Broken("same_every_time", f"In 48 calls with 48 generators the block {what} every time.")


def survival_comes_from_rng(call: Ask, function: str, x: np.ndarray, block: Given, p: float, seed: int = 0) -> None:
    """The same seed gives the same survivals in 128 calls. Never refuses a right solution.

    With a generator of its own a wrong one repeats itself with the chance
    (p**2 + (1 - p)**2)**128, 3e-39 for p = 0.5.
    """
    first, again = (_ask(call, function, x, block, p, 128, seed) for _ in range(2))
    if (first != again).any():
        text = "Two generators with the same seed gave different survivals: every draw must come from the argument rng."
        raise Broken("not_from_rng", text)
