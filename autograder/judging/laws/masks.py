"""Laws of dropout masks, however they are drawn: values, share kept, independence.

A mask has h's shape and any numeric dtype, or booleans: the contract fixes what it holds,
not how it is stored.
"""

import math

import numpy as np

from autograder.calling.perform import Answer, Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, kind_of, show
from autograder.judging.laws.coin_flips import check_independence, check_shares
from autograder.judging.laws.evidence import Broken, asked

PAIR = ("out", "mask")


def factor_name(value: float, p: float) -> str:
    """What a factor near 1, 1/p, p ... is called; "other" for none of them. By it mistakes are told apart."""
    named = {"1": 1, "1/p": 1 / p, "p": p, "p*p": p * p, "1/p/p": 1 / p / p, "1-p": 1 - p, "0": 0.0}
    if p < 1:
        named["1/(1-p)"] = 1 / (1 - p)
    return next((name for name, factor in named.items() if math.isclose(value, factor, rel_tol=1e-4)), "other")


def not_sharing(call: Ask) -> Ask:
    """Ask as `call` does, but refuse a result that is a view of an argument."""

    def asking(question: Call) -> Answer:
        answer = call(question)
        # Where an argument was written to, that is the thing to say.
        if answer.shared and not answer.changed:
            raise Broken("shared", "The result shares memory with an argument: return a new array, not a view of it.")
        return answer

    return asking


def _numbers(part: object, name: str, h: np.ndarray) -> np.ndarray:
    """A part of the result as an array of h's shape. Raises `Broken` where it is none."""
    array = np.asarray(part) if isinstance(part, (bool, int, float, np.generic, np.ndarray)) else None
    wanted = f"an array of shape {h.shape}" if h.ndim else "a number, as h is"
    if array is None or array.dtype.kind not in "biuf" or (h.ndim and not isinstance(part, np.ndarray)):
        raise Broken("type", f"{name} is {kind_of(part)}, but should be {wanted}.")
    if array.shape != h.shape:
        raise Broken("shape", f"{name} has shape {array.shape}, but should have shape {h.shape}, as h has.")
    return array


def _pairs(call: Ask, function: str, h: np.ndarray, p: float, seed: int, calls: int) -> tuple[np.ndarray, np.ndarray]:
    """What `calls` calls with one generator gave: outs and masks, each (calls, *h.shape) in float64."""
    pairs = []
    for value in asked(not_sharing(call), Call(function, (h, p, Rng(seed)), repeat=calls)):
        if not isinstance(value, tuple) or len(value) != 2:
            raise Broken("type", f"The result is {kind_of(value)}, but should be a tuple of 2 (out, mask).")
        out, mask = (_numbers(part, name, h) for part, name in zip(value, PAIR, strict=True))
        # A number may be a Python float: its dtype says nothing.
        if h.ndim and out.dtype != h.dtype:
            swapped = " Is the order (out, mask)?" if mask.dtype == h.dtype else ""
            raise Broken("dtype", f"out has dtype {out.dtype}, but should have dtype {h.dtype}, as h has.{swapped}")
        pairs.append((out, mask))
    outs, masks = (np.array(parts).astype(np.float64) for parts in zip(*pairs, strict=True))
    return outs, masks


def _mask_symptom(masks: np.ndarray, kept: float, p: float, tolerance: float) -> tuple[str, str]:
    """(kind, sentence) of what is wrong with the masks' values; empty where nothing is."""
    wrong = masks[~((masks == 0) | (np.abs(masks - kept) <= tolerance * kept))]
    if not wrong.size:
        return "", ""
    value = float(wrong[0])
    wanted = "1" if kept == 1 else f"1/p = {show(kept)}"
    text = f"The mask holds {show(value)}, but should hold {wanted} where a unit is kept and 0 where it is dropped."
    same = np.allclose(wrong, value, rtol=1e-4, atol=0)
    return f"mask:{factor_name(value, p) if same else 'many values'}", text


def _out_symptom(h: np.ndarray, outs: np.ndarray, masks: np.ndarray, p: float, tolerance: float) -> tuple[str, str]:
    """(kind, sentence) of how out differs from h * mask; empty where it does not."""
    with np.errstate(all="ignore"):
        wanted = h * masks
        wrong = np.argwhere(~(np.abs(outs - wanted) <= tolerance * np.abs(wanted)))
        if not len(wrong):
            return "", ""
        index = tuple(int(i) for i in wrong[0])
        where = f"[{', '.join(map(str, index[1:]))}]" if h.ndim else ""
        text = f"out{where} is {show(outs[index])}, but h * mask is {show(wanted[index])} there."
        if np.array_equal(outs, np.broadcast_to(h, outs.shape)):
            return "out:h", f"out is h itself: the mask is returned, but not used. {text}"
        if np.allclose(masks, h * outs):
            return "out:swapped", f"It looks as if you return (mask, out): the order is (out, mask). {text}"
        if np.array_equal((outs != 0) | (h == 0), (masks == 0) | (h == 0)):
            return "out:dropped", f"out keeps just the units that the mask drops. {text}"
        factors = (outs / h)[(outs != 0) & (h != 0)]
        if not np.array_equal(outs != 0, wanted != 0) and np.allclose(factors, factors[:1], rtol=1e-4):
            return "out:other units", f"out and mask do not drop the same units. {text}"
        ratios = outs[wanted != 0] / wanted[wanted != 0]
    if np.allclose(ratios, ratios[0], rtol=1e-4):
        return (
            f"out:{factor_name(ratios[0], p)}",
            f"out is {ratios[0]:.4g} times h * mask wherever a unit is kept. {text}",
        )
    return "out:other", text


def out_is_h_times_mask(
    call: Ask, function: str, h: np.ndarray, p: float, inverted: bool, calls: int = 20, seed: int = 0
) -> None:
    """The result is (out, mask), the mask holds 0 or the kept value only, and out = h * mask.

    inverted: a kept unit has 1/p in the mask, else 1. h: any shape and floating dtype.
    Never refuses a right solution.
    """
    outs, masks = _pairs(call, function, h, p, seed, calls)
    kept, tolerance = (1 / p if inverted else 1.0), RELATIVE_TOLERANCE[h.dtype.name]
    symptoms = [_mask_symptom(masks, kept, p, tolerance), _out_symptom(h, outs, masks, p, tolerance)]
    found = [(kind, text) for kind, text in symptoms if kind]
    if found:
        telling = next((text for kind, text in found if kind == "out:swapped"), found[0][1])
        raise Broken(", ".join(kind for kind, _ in found), telling)


def units_are_kept_with_probability(
    call: Ask, function: str, h: np.ndarray, p: float, calls: int = 200, seed: int = 0
) -> None:
    """Units are kept with probability p, everywhere in h. h: at least one axis. False alarm: see `check_shares`."""
    _, masks = _pairs(call, function, h, p, seed, calls)
    kept = masks != 0
    # A share says nothing where all calls are one draw. By chance none of hundreds of calls differs once in p ** calls.
    if kept.any() and not kept.all() and (kept == kept[0]).all():
        raise Broken("together: all calls", f"All {calls} calls dropped the same units: draw anew in every call.")
    check_shares(kept.astype(int), p)


def units_are_decided_one_by_one(
    call: Ask, function: str, h: np.ndarray, p: float, calls: int = 150, seed: int = 0
) -> None:
    """Each unit of each call is decided on its own. False alarm: see `check_independence`."""
    _, masks = _pairs(call, function, h, p, seed, calls)
    names = ("rows of h", "columns of h", "layers of h")[: h.ndim]
    check_independence((masks != 0).astype(int), p, names)


def _own_mask(call: Ask, forward: str, h: np.ndarray, p: float, seed: int) -> np.ndarray | None:
    """The mask of a forward function of the student, which keeps some and drops some; None where there is none."""
    value = call(Call(forward, (h, p, Rng(seed)))).value
    mask = value[1] if isinstance(value, tuple) and len(value) == 2 else None
    if not isinstance(mask, np.ndarray) or mask.shape != h.shape or mask.dtype.kind not in "biuf":
        return None
    if mask.all() or not mask.any():
        return None
    # Cases cover other dtypes; what mixed ones give is not promised.
    return mask if mask.dtype.name in ("bool", h.dtype.name) else None


def backward_fits_the_forward(call: Ask, function: str, h: np.ndarray, p: float, seed: int = 0) -> None:
    """The backward pass gives dout * mask for the masks of the student's own vanilla_dropout and inverted_dropout.

    Where such a function does not work yet, a mask of the course's stands in: each function is
    judged for itself. Never refuses a right solution.
    """
    dout = np.linspace(-2.0, 3.0, h.size).reshape(h.shape)
    for forward, kept in (("vanilla_dropout", 1.0), ("inverted_dropout", 1 / p)):
        mask = _own_mask(call, forward, h, p, seed)
        if mask is None:
            mask = kept * (np.random.default_rng(seed).random(h.shape) < p)
        dh = _numbers(asked(not_sharing(call), Call(function, (dout, mask))), "dh", dout)
        if dh.dtype != dout.dtype:
            raise Broken("dtype", f"dh has dtype {dh.dtype}, but should have dtype {dout.dtype}, as dout has.")
        wrong = np.argwhere(~(np.abs(dh - dout * mask) <= 1e-9 * np.abs(dout * mask)))
        if len(wrong):
            i = tuple(int(n) for n in wrong[0])
            where, right = f"dh[{', '.join(map(str, i))}]", show((dout * mask)[i])
            raise Broken(
                "value",
                f"With the mask of {forward}, {where} is {show(dh[i])}, but should be {right}: "
                f"the mask is {show(mask[i])} there.",
            )
