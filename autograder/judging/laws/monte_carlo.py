"""Laws of averaging many predictions of a noisy network.

The prediction given to the student is `masked_prediction`: every entry is x's with
probability p, else 0. So the mean of n of them is k / n times x for a whole number k, a
binomial count, and k also fixes the standard error. Nothing is left to tolerance but rounding.
"""

import math
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Given, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, kind_of
from autograder.judging.laws.evidence import Broken, asked, count_is_plausible


def _checked(value: Any, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pair (mean, standard_error). Raises `Broken` where it is no pair of arrays like x."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise Broken("type", f"The result is {kind_of(value)}, but should be a tuple of 2 (mean, standard_error).")
    for name, part in zip(("mean", "standard_error"), value, strict=True):
        if not isinstance(part, np.ndarray):
            raise Broken("type", f"{name} is {kind_of(part)}, but should be an array of shape {x.shape}.")
        if part.shape != x.shape:
            raise Broken("shape", f"{name} has shape {part.shape}, but a prediction has shape {x.shape}.")
        if part.dtype != x.dtype:
            raise Broken("dtype", f"{name} has dtype {part.dtype}, but a prediction has dtype {x.dtype}.")
    return value[0], value[1]


def _counts(value: Any, x: np.ndarray, n: int) -> np.ndarray:
    """How many of the n predictions kept each entry, by the mean. Raises `Broken` where no whole number fits."""
    mean, _ = _checked(value, x)
    k = mean / x * n
    if not np.isfinite(k).all():
        raise Broken("no_mean", "The mean is not a finite number everywhere.")
    whole = np.rint(k)
    strange = np.abs(k - whole) > n * 100 * RELATIVE_TOLERANCE[x.dtype.name]
    if strange.any():
        at = tuple(np.argwhere(strange)[0])
        text = f"Every prediction is 0 or {x[at]:.6g} there, but no {n} of them have the mean {mean[at]:.6g}."
        raise Broken("no_mean", text)
    if (whole < 0).any() or (whole > n).any():
        raise Broken("no_mean", "The mean lies outside the range of the predictions.")
    counts: np.ndarray = whole.astype(int)
    return counts


def _ask(call: Ask, function: str, x: np.ndarray, keep: float, n: int, runs: int, seed: int) -> list[Any]:
    arguments = (Given("masked_prediction", {"keep": keep}), x, n, Rng(seed))
    values: list[Any] = asked(call, Call(function, arguments, repeat=runs))
    return values


def error_belongs_to_mean(call: Ask, function: str, x: np.ndarray, keep: float, n_samples: int, seed: int = 0) -> None:
    """Mean and standard error are a pair that n samples with two values can give, entry by entry.

    With k of n samples at x and the others at 0, the standard error is
    |x| sqrt(k (n - k) / (n - 1)) / n. x is float64; its entries are not 0 and, like n_samples, of few
    binary digits, so that a sum of squares is exact as well. Never refuses a right solution.
    """
    for value in _ask(call, function, x, keep, n_samples, 8, seed):
        k = _counts(value, x, n_samples)
        right = np.abs(x) * np.sqrt(k * (n_samples - k) / (n_samples - 1)) / n_samples
        close = np.isclose(value[1], right, rtol=1e-6, atol=1e-6)
        if not close.all():
            at = tuple(np.argwhere(~close)[0])
            text = (
                f"{k[at]} of {n_samples} predictions were {x[at]:.6g} and the others 0: their standard error is "
                f"{right[at]:.6g}, not {value[1][at]:.6g}."
            )
            raise Broken(f"standard_error{_ratio(value[1], right)}", text)


def _ratio(errors: np.ndarray, right: np.ndarray) -> str:
    """How many times too large all errors are; empty where they are so by different factors, and so known by none."""
    with np.errstate(all="ignore"):
        ratios = (errors / right)[right != 0]
    alike = ratios.size and np.isfinite(ratios).all() and np.allclose(ratios, ratios[0], rtol=1e-6)
    return f"_times_{ratios[0]:.4g}" if alike and (errors[right == 0] == 0).all() else ""


def samples_are_fresh(call: Ask, function: str, x: np.ndarray, keep: float, n_samples: int, seed: int = 0) -> None:
    """The counts k behind the means are those of independent draws, within one call and from call to call.

    Two exact bounds of 1e-10 together: the sum of all counts is binomial with
    runs * x.size * n_samples tries, and the number of counts above the middle is binomial
    with the probability of that, summed exactly. A right solution's counts are all 0 or
    n_samples in one call with the chance (keep**n + (1 - keep)**n)**x.size, and all calls agree
    with a chance below max P(k)**(x.size * (runs - 1)): both far below 1e-12 for 4 entries,
    24 samples and 40 calls.
    """
    runs = 40
    values = _ask(call, function, x, keep, n_samples, runs, seed)
    counts = np.array([_counts(value, x, n_samples) for value in values]).reshape(runs, -1)
    if ((counts == 0) | (counts == n_samples)).all() or (counts == counts[0]).all():
        others = [_ask(call, function, x, keep, n_samples, 1, seed + i)[0] for i in range(1, 9)]
        same = all((_counts(other, x, n_samples).ravel() == counts[0]).all() for other in others)
        _refuse_repetition(counts, n_samples, "_whatever_the_seed" if same else "")
    _refuse_improbable(counts, keep, n_samples)


def _refuse_repetition(counts: np.ndarray, n: int, ending: str) -> None:
    if ((counts == 0) | (counts == n)).all():
        text = "All predictions of one call were the same: each must draw new noise from rng."
        raise Broken(f"one_sample{ending}", text)
    text = "Many calls with one generator gave the same mean: hand on rng itself, not a copy, not a new one."
    raise Broken(f"same_every_time{ending}", text)


def _refuse_improbable(counts: np.ndarray, keep: float, n: int) -> None:
    total, tries = int(counts.sum()), counts.size * n
    if not count_is_plausible(total, tries, keep, 4):
        text = f"An entry is kept with probability {keep}, but your means say {total / tries:.3f}."
        raise Broken("biased_low" if total < keep * tries else "biased_high", text)
    probabilities = [math.comb(n, k) * keep**k * (1 - keep) ** (n - k) for k in range(n + 1)]
    spread = math.sqrt(n * keep * (1 - keep))
    for limit in (math.floor(n * keep - 1.5 * spread), math.floor(n * keep), math.floor(n * keep + 1.5 * spread)):
        expected, found = sum(probabilities[: limit + 1]), int((counts <= limit).sum())
        if not count_is_plausible(found, counts.size, expected, 4):
            text = "Your means do not scatter as means of independent predictions do: draw each one anew."
            raise Broken("dependent", text)


def predictions_come_from_rng(
    call: Ask, function: str, x: np.ndarray, keep: float, n_samples: int, seed: int = 0
) -> None:
    """The same seed gives the same means. Never refuses a right solution."""
    first, again = (_ask(call, function, x, keep, n_samples, 8, seed) for _ in range(2))
    pairs = zip(first, again, strict=True)
    if not all((_counts(a, x, n_samples) == _counts(b, x, n_samples)).all() for a, b in pairs):
        text = "Two generators with the same seed gave different means: all noise must come from the argument rng."
        raise Broken("not_from_rng", text)
