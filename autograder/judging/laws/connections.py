"""Laws of DropConnect: one mask for every sample, weight by weight, and an output that follows from it."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from math import comb
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, kind_of
from autograder.judging.laws.evidence import Broken, asked, count_is_plausible

# By axis of the drawn masks.
SHARED = {
    "calls": "Weights are dropped together in one call and the next: draw a new mask in every call.",
    "samples": "Two samples of a batch share their mask, at least in part: draw a new one for every sample.",
    "inputs": "All the weights of one output are dropped together: each weight is drawn on its own.",
    "outputs": "All the weights of one input are dropped together, as in dropout: each weight is drawn on its own.",
}
TOGETHER = "Two weights are dropped together, or apart, too often: each weight is drawn on its own."
FIXED = "The number of weights that are kept varies too little, or too much: each weight is drawn on its own."


def _out_and_mask(value: Any, x: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both results, of the promised kinds; the mask as float64 zeros and ones. Raises `Broken` where they are not."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise Broken("type", f"The result is {kind_of(value)}, but should be a tuple of 2 (out, mask).")
    shapes = {"out": (len(x), W.shape[1]), "mask": (len(x), *W.shape)}
    for part, (name, shape) in zip(value, shapes.items(), strict=True):
        if not isinstance(part, np.ndarray):
            raise Broken("type", f"{name} is {kind_of(part)}, but should be an array of shape {shape}.")
        if part.shape != shape:
            kind = "one_mask" if name == "mask" and part.shape == W.shape else f"shape_of_{name}: {part.shape}"
            text = f"{name} has shape {part.shape}, but should have shape {shape}."
            if name == "mask":
                text = (
                    f"{name} has shape {part.shape}, but should have shape {shape}: "
                    "every sample has a mask of its own, as large as W."
                )
            raise Broken(kind, text)
    out, mask = value
    if mask.dtype.kind not in "biuf":
        raise Broken("dtype", f"mask has dtype {mask.dtype}, but should hold zeros and ones.")
    mask = mask.astype(np.float64)
    other = mask[(mask != 0) & (mask != 1)]
    if other.size:
        kind = "mask_of_two_values" if (other == other[0]).all() else "mask_of_many_values"
        raise Broken(kind, f"mask holds {other[0]:.6g}, but should hold zeros and ones only.")
    if out.dtype != x.dtype:
        raise Broken("dtype", f"out has dtype {out.dtype}, but should have x's dtype {x.dtype}.")
    return out, mask


def output_follows_from_the_mask(
    call: Ask, function: str, x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, seed: int = 0
) -> None:
    """out = x (mask * W) + b for every sample, with the mask that is returned. Never refuses a right solution.

    b holds no 0, and p is below 1. The tolerance is a case's: other orders of summation differ by far less.
    """
    for value in asked(call, Call(function, (x, W, b, p, Rng(seed)), repeat=10)):
        out, mask = _out_and_mask(value, x, W)
        terms = x.astype(np.float64)[:, :, None] * W
        size = np.abs(terms).sum(axis=1) + np.abs(b)

        def is_out(other: np.ndarray, out: np.ndarray = out, size: np.ndarray = size) -> bool:
            return bool((np.abs(out - other) <= RELATIVE_TOLERANCE[x.dtype.name] * size).all())

        if not is_out((terms * mask).sum(axis=1) + b):
            raise Broken(*(_explained(is_out, terms, mask, out, b, p) or _unexplained(terms, mask, out, b, size)))


def _explained(
    is_out: Callable[[np.ndarray], bool],
    terms: np.ndarray,
    mask: np.ndarray,
    out: np.ndarray,
    b: np.ndarray,
    p: float,
) -> tuple[str, str] | None:
    """The kind and the sentence for an output of a known kind that does not follow from the mask."""
    kept, full = (terms * mask).sum(axis=1), terms.sum(axis=1)
    some_bias = np.where(np.abs(out - kept) < np.abs(out - kept - b), 0, b)
    answers = {
        "no_bias": (kept, "out lacks the bias b."),
        "scaled_up": (kept / p + b, "out is scaled by 1 / p. In this exercise nothing is scaled in training."),
        "scaled_down": (kept * p + b, "out is scaled by p. In this exercise nothing is scaled in training."),
        "nothing_dropped": (full + b, "out is x @ W + b, whatever the mask says."),
        "complement": (full - kept + b, "mask has its zeros where out has kept the weight, and its ones where not."),
        "bias_dropped": (kept + some_bias, "Some entries of out lack the bias, which is never dropped."),
    }
    return next(((kind, text) for kind, (answer, text) in answers.items() if is_out(answer)), None)


def _unexplained(
    terms: np.ndarray, mask: np.ndarray, out: np.ndarray, b: np.ndarray, size: np.ndarray
) -> tuple[str, str]:
    """The same for any other output: was it another mask, or another formula?"""
    choices = np.array(list(product((0, 1), repeat=terms.shape[1])))
    nearest = np.abs(np.einsum("kd,ndm->knm", choices, terms) + b - out).min(axis=0)
    if (nearest <= RELATIVE_TOLERANCE[out.dtype.name] * size).all():
        return "another_mask", "out was computed with another mask than the one that you returned."
    kept = (terms * mask).sum(axis=1) + b
    n, m = (int(i) for i in np.unravel_index(np.abs(out - kept).argmax(), out.shape))
    formula = f"with the mask that you returned, x (mask * W) + b is {kept[n, m]:.6g}"
    return "output", f"out[{n}, {m}] is {out[n, m]:.6g}, but {formula}."


def _drawn_masks(
    call: Ask, function: str, x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, draws: int, seed: int
) -> np.ndarray:
    values = asked(call, Call(function, (x, W, b, p, Rng(seed)), repeat=draws))
    return np.stack([_out_and_mask(value, x, W)[1] for value in values])


def connections_are_kept_with_probability_p(
    call: Ask, function: str, x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, draws: int = 300, seed: int = 0
) -> None:
    """Of all weights together, and of every single one, the share p is kept.

    Each count of ones is a binomial one; Chernoff's bound holds all of them together to FALSE_ALARM.
    """
    masks = _drawn_masks(call, function, x, W, b, p, draws, seed)
    entries = masks[0].size
    kept, total = int(masks.sum()), masks.size
    if 0 < kept < total and (masks == masks[0]).all():
        raise Broken("same_mask", f"All {draws} calls gave the same mask: draw a new one in every call.")
    if not count_is_plausible(kept, total, p, entries + 1):
        kind = "keeps_the_others" if count_is_plausible(kept, total, 1 - p, entries + 1) else "share"
        kind = {0: "nothing_kept", total: "everything_kept"}.get(kept, kind)
        raise Broken(kind, f"With p = {p:g}, {kept} of {total} weights were kept, which is {kept / total:.1%}.")
    for index, count in np.ndenumerate(masks.sum(axis=0)):
        if not count_is_plausible(int(count), draws, p, entries + 1):
            where = f"mask[{', '.join(map(str, index))}]"
            raise Broken("uneven", f"With p = {p:g}, {where} was 1 in {int(count)} of {draws} calls.")


def connections_are_dropped_independently(
    call: Ask, function: str, x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, draws: int = 300, seed: int = 0
) -> None:
    """Two weights are both kept with probability p * p, and the number kept of any group is a binomial one.

    Held for samples, inputs, outputs, calls, and all pairs of single weights. Every count is
    one of independent tries; Chernoff's bound holds all of them together to FALSE_ALARM.
    """
    masks = _drawn_masks(call, function, x, W, b, p, draws, seed)
    counts = [*_pair_counts(masks, p), *_group_counts(masks, p)]
    for kind, text, count, tries, probability in counts:
        if not count_is_plausible(count, tries, probability, len(counts)):
            raise Broken(kind, text)


def _pair_counts(masks: np.ndarray, p: float) -> Iterator[tuple[str, str, int, int, float]]:
    """Pairs of which both are kept: kind, text, how many, of how many independent tries, each one's probability.

    masks: (calls, N, D, M).
    """
    for axis, (kind, text) in enumerate(SHARED.items()):
        if kind == "calls":
            even = masks[: len(masks) // 2 * 2]
            pairs = [(even[::2], even[1::2])]
        else:
            pairs = list(combinations(np.moveaxis(masks, axis, 0), 2))
        for one, other in pairs:
            same = "_same" if (one == other).all() else ""
            yield kind + same, text, int((one * other).sum()), one.size, p * p
    flat = masks.reshape(len(masks), -1)
    for both in (flat.T @ flat)[np.triu_indices(flat.shape[1], k=1)]:
        yield "pairs", TOGETHER, int(both), len(masks), p * p


def _group_counts(masks: np.ndarray, p: float) -> Iterator[tuple[str, str, int, int, float]]:
    """The same of "exactly k are kept", for every k: of the whole mask, of a sample, of an input, of an output."""
    for axes in ((1, 2, 3), (2, 3), (3,), (2,)):
        kept = masks.sum(axis=axes).astype(int).ravel()
        size = int(np.prod([masks.shape[axis] for axis in axes]))
        for k, count in enumerate(np.bincount(kept, minlength=size + 1)):
            yield "fixed_number", FIXED, int(count), len(kept), comb(size, k) * p**k * (1 - p) ** (size - k)
