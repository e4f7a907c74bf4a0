"""Laws of independent coin flips: each bit is 1 with probability p, and none has to do with another.

Bits come as (calls, ...): what several calls with one generator decided for each unit. All
bounds are exact (`count_is_plausible`), none is a normal approximation.
"""

import math

import numpy as np

from autograder.laws.evidence import FALSE_ALARM, Broken, count_is_plausible


def check_shares(bits: np.ndarray, p: float) -> None:
    """Raise `Broken` unless units are kept with probability p: all, each index of each axis, each single one.

    bits: (calls, ...), 1 where a unit was kept. Refuses independent bits of probability
    p with a chance below FALSE_ALARM.
    """
    axes = range(1, bits.ndim)
    groups = {"all": bits.sum()[None]}
    groups |= {f"axis {axis - 1}": bits.sum(axis=tuple(a for a in range(bits.ndim) if a != axis)) for axis in axes}
    groups["unit"] = bits.sum(axis=0)
    comparisons = sum(counts.size for counts in groups.values())
    for name, counts in groups.items():
        draws = bits.size // counts.size
        for index in np.ndindex(counts.shape):
            count = int(counts[index])
            if not count_is_plausible(count, draws, p, comparisons):
                which = {"all": "units"}.get(name, f"draws of the unit {index}")
                which = f"units with index {index[0]} along {name} of h" if name.startswith("axis") else which
                text = f"p = {p:g} is the probability of keeping a unit, but {count} of {draws} {which} were kept."
                raise Broken(f"share of {name}: {_share_name(count / draws, p)}", text)


def _share_name(share: float, p: float) -> str:
    """The share's likeliest meaning, coarse enough that chance does not change it."""
    named = {"none": 0.0, "dropped": 1 - p, "half": 0.5, "all": 1.0}
    return next((name for name, value in named.items() if abs(share - value) < 0.03), "other")


def _sums_are_binomial(sums: np.ndarray, n: int, p: float, comparisons: int) -> bool:
    """Whether independent sums of n units each, in any shape, are spread as the binomial law says."""
    counts = np.bincount(sums.ravel(), minlength=n + 1)
    chances = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    return all(count_is_plausible(int(c), sums.size, q, comparisons) for c, q in zip(counts, chances, strict=True))


def check_independence(bits: np.ndarray, p: float, axes: tuple[str, ...]) -> None:
    """Raise `Broken` unless every bit is decided on its own: along each axis, and between calls.

    bits: (calls, ...) with 0 < p < 1 and more than one index along each axis; axes: what
    each axis after the first is called. Sums of disjoint groups of bits must be spread as the
    binomial law says: rows, columns, ..., whole calls, and five consecutive calls of
    one unit. Each sum's frequency is held to its probability; the chance of refusing
    independent bits is below FALSE_ALARM. Where there are so many units that two equal calls have a
    chance below FALSE_ALARM, they are refused too.
    """
    calls, units = len(bits), bits[0].size
    blocks = bits[: calls // 5 * 5].reshape(-1, 5, *bits.shape[1:])
    groups = {"calls": (blocks.sum(axis=1), 5)}
    groups |= {name: (bits.sum(axis=i), bits.shape[i]) for i, name in enumerate(axes, start=1)}
    for name, (sums, n) in groups.items():
        if n > 1 and np.isin(sums, (0, n)).all():
            what = "Five calls in a row" if name == "calls" else f"All {n} {name}"
            text = f"{what} always dropped the same units: each unit is decided on its own, in every call anew."
            raise Broken(f"together: {name}", text)
    groups["whole"] = (bits.reshape(calls, -1).sum(axis=1), units)
    comparisons = sum(n + 1 for _, n in groups.values())
    kept = groups["whole"][0]
    if (kept == kept[0]).all() and not _sums_are_binomial(kept, units, p, comparisons):
        text = f"Every call kept exactly {kept[0]} of {units} units. The number kept is random too."
        raise Broken("fixed number", text)
    for name, (sums, n) in groups.items():
        if not _sums_are_binomial(sums, n, p, comparisons):
            raise Broken("tied", f"The units are not decided independently of one another (seen along: {name}).")
    distinct = len({call.tobytes() for call in bits})
    if distinct < calls and calls**2 / 2 * (p * p + (1 - p) ** 2) ** units < FALSE_ALARM:
        raise Broken("repeats", f"{calls} calls with one generator gave only {distinct} different masks.")
