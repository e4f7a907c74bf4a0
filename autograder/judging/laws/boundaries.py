"""Laws of random pooling regions: steps of one or two, in any order."""

from itertools import combinations
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import failure, kind_of, raised, show
from autograder.judging.laws.evidence import Broken, asked, count_is_plausible


def _steps(value: Any, n_in: int, n_out: int) -> np.ndarray:
    """The sizes of the regions. Raises `Broken` where the boundaries are not such."""
    if not isinstance(value, np.ndarray):
        raise Broken("type", f"The result is {kind_of(value)}, but should be an array of shape {(n_out + 1,)}.")
    if value.shape != (n_out + 1,):
        kind = "no_end" if value.shape == (n_out,) and value[0] == 0 else "shape"
        raise Broken(kind, f"The result has shape {value.shape}, but {n_out} regions have {n_out + 1} boundaries.")
    if value.dtype.kind not in "iu" and not _whole(value):
        raise Broken("no whole numbers", f"The result has dtype {value.dtype}, but should hold integers.")
    boundaries = value.astype(np.int64)
    if boundaries[0] != 0:
        raise Broken("start", f"The first boundary is {boundaries[0]}, but should be 0.")
    steps = boundaries[1:] - boundaries[:-1]
    wrong = steps[(steps < 1) | (steps > 2)]
    if len(wrong):
        raise Broken("steps", f"A region has the size {wrong[0]}, but sizes are 1 or 2.")
    if boundaries[-1] != n_in:
        raise Broken("end", f"The last boundary is {boundaries[-1]}, but should be n_in = {n_in}.")
    return steps


def _whole(value: np.ndarray) -> bool:
    return value.dtype.kind == "f" and bool((np.abs(value) < 2**53).all() and (value == np.floor(value)).all())


def _held_to_integers(values: list[Any]) -> None:
    """Raise `Broken` for whole numbers that are no integers; what else is wrong with them was said before."""
    for value in values:
        if value.dtype.kind not in "iu":
            raise Broken("no integers", f"The result has dtype {value.dtype}, but should hold integers.")


def _drawn_steps(
    call: Ask, function: str, n_in: int, n_out: int, draws: int, seed: int
) -> tuple[list[Any], np.ndarray]:
    values = asked(call, Call(function, (n_in, n_out, Rng(seed)), repeat=draws))
    try:
        return values, np.array([_steps(value, n_in, n_out) for value in values])
    except Broken as broken:
        if broken.kind == "end" and len({int(value[-1]) for value in values if np.shape(value) == (n_out + 1,)}) > 1:
            raise Broken("ends", f"{broken} It is not the same in every call.") from broken
        raise


def boundaries_have_steps_of_one_or_two(
    call: Ask, function: str, n_in: int, n_out: int, draws: int = 20, seed: int = 0
) -> None:
    """From 0 to n_in in n_out steps of 1 or 2, an array of integers. Never refuses a right solution."""
    values, _ = _drawn_steps(call, function, n_in, n_out, draws, seed)
    _held_to_integers(values)


def every_order_of_steps_equally_likely(
    call: Ask, function: str, n_in: int, n_out: int, draws: int = 1_200, seed: int = 0
) -> None:
    """Each of the C(n_out, n_in - n_out) orders comes up with the same frequency, and a 2 at each place.

    Every count is a binomial one; Chernoff's bound holds all of them together to FALSE_ALARM.
    """
    values, steps = _drawn_steps(call, function, n_in, n_out, draws, seed)
    orders = [tuple(2 if i in twos else 1 for i in range(n_out)) for twos in combinations(range(n_out), n_in - n_out)]
    counts = dict.fromkeys(orders, 0)
    for order in steps.tolist():
        counts[tuple(order)] += 1
    comparisons = len(orders) + n_out
    seen = [order for order in orders if counts[order]]
    if len(seen) == 1:
        raise Broken(
            _fixed_order(seen[0], n_in), f"All {draws} calls gave the sizes {seen[0]}: draw their order from rng."
        )
    never = [order for order in orders if not counts[order]]
    if never and not count_is_plausible(0, draws, 1 / len(orders), comparisons):
        text = (
            f"{len(never)} of the {len(orders)} possible orders never came up in {draws} draws, {never[0]} among them."
        )
        raise Broken("only_" + "_".join("".join(map(str, order)) for order in seen), text)
    for place, twos in enumerate((steps == 2).sum(axis=0)):
        if not count_is_plausible(int(twos), draws, (n_in - n_out) / n_out, comparisons):
            expected = draws * (n_in - n_out) / n_out
            text = f"Region {place} had the size 2 in {twos} of {draws} draws; {expected:.0f} are expected."
            raise Broken("uneven", text)
    for order, count in counts.items():
        if not count_is_plausible(count, draws, 1 / len(orders), comparisons):
            text = f"The sizes {order} came up {count} times in {draws} draws; {draws / len(orders):.0f} are expected."
            raise Broken("uneven", text)
    _held_to_integers(values)


def _fixed_order(order: tuple[int, ...], n_in: int) -> str:
    if order in (tuple(sorted(order)), tuple(sorted(order, reverse=True))):
        return "not_shuffled"
    even = np.diff(np.arange(len(order) + 1) * n_in // len(order))
    return "evenly_spaced" if order in (tuple(even), tuple(even[::-1])) else "same_order"


def impossible_sizes_are_refused(call: Ask, function: str, n_in: int, n_out: int, seed: int = 0) -> None:
    """A ValueError that names n_in or n_out with its value. Never refuses a right solution."""
    wanted = (
        f"n_in = {n_in} with n_out = {n_out} should be refused with a ValueError that names an argument and its value"
    )
    answer = call(Call(function, (n_in, n_out, Rng(seed))))
    if answer.status == "ok":
        raise Broken("accepted", f"{wanted}, but the answer was {show(answer.value)}.")
    if answer.status != "error" and (found := failure(answer)):
        raise Broken(found.kind, found.text)
    if "ValueError" not in answer.error:
        error = raised(answer)
        raise Broken("refusal", f"{wanted}, but your code raised {error}")
    sizes = {"n_in": n_in, "n_out": n_out}
    if not any(name in answer.message and str(size) in answer.message for name, size in sizes.items()):
        says = f"{wanted}; its text says: {answer.message}" if answer.message else f"{wanted}; yours has no text."
        raise Broken("refusal_text", says)
