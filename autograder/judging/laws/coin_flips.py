"""Laws of independent coin flips: each bit is 1 with probability p, and none has to do with another.

Bits come as (calls, ...): what several calls with one generator decided for each unit. All
bounds are exact (`count_is_plausible`), none is a normal approximation.
"""

import math

import numpy as np

from autograder.judging.laws.evidence import FALSE_ALARM, Broken, count_is_plausible


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
    """Whether independent sums of n bits each, in any shape, are spread as the binomial law says.

    Held to it are the frequency of each value, and that of the middle half together, which
    shows best where all sums lie too near the mean or too far from it. n + 2 comparisons.
    """
    counts = np.bincount(sums.ravel(), minlength=n + 1)
    chances = np.array([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])
    middle = np.argsort(-chances)[: int(np.searchsorted(np.cumsum(np.sort(chances)[::-1]), 0.5)) + 1]
    pairs = [*zip(counts, chances, strict=True), (counts[middle].sum(), min(1.0, chances[middle].sum()))]
    return all(count_is_plausible(int(c), sums.size, float(q), comparisons) for c, q in pairs)


def _pairs_along(bits: np.ndarray, axis: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Three ways to pair each bit with another one along an axis: neighbours, the other neighbours, opposite halves.

    Within one way the pairs are disjoint, and so independent.
    """
    n, moved = bits.shape[axis], np.moveaxis(bits, axis, 0)
    ends = [(moved[0 : n - 1 : 2], moved[1:n:2]), (moved[1 : n - 1 : 2], moved[2:n:2])]
    return [*ends, (moved[: n // 2], moved[n - n // 2 :])]


def check_independence(bits: np.ndarray, p: float, axes: tuple[str, ...]) -> None:
    """Raise `Broken` unless every bit is decided on its own: along each axis, and between calls.

    bits: (calls, ...) with 0 < p < 1; axes: what each axis after the first is called.

    Sums of disjoint groups of bits must be spread as the binomial law says: rows,
    columns, ..., whole calls, and five consecutive calls of one unit. Bits of disjoint pairs must
    agree with probability p**2 + (1 - p)**2. The chance of refusing independent bits is below 2 * FALSE_ALARM.
    Where there are so many units that two equal calls have a chance below FALSE_ALARM,
    they are refused too.
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
    kept = bits.reshape(calls, -1).sum(axis=1)
    groups["whole"] = (kept, units)
    pairs = [pair for axis in range(bits.ndim) for pair in _pairs_along(bits, axis)]
    pairs += _pairs_along(bits.reshape(calls, -1), 1)
    comparisons = sum(n + 2 for _, n in groups.values()) + len(pairs)
    if (kept == kept[0]).all() and not _sums_are_binomial(kept, units, p, comparisons):
        text = f"Every call kept exactly {kept[0]} of {units} units. The number kept is random too."
        raise Broken("fixed number", text)
    agree = p * p + (1 - p) ** 2
    tied = any(a.size and not count_is_plausible(int((a == b).sum()), a.size, agree, comparisons) for a, b in pairs)
    if tied or not all(_sums_are_binomial(sums, n, p, comparisons) for sums, n in groups.values()):
        raise Broken("tied", "The units are not decided independently of one another.")
    distinct = len({call.tobytes() for call in bits})
    if distinct < calls and calls**2 / 2 * agree**units < FALSE_ALARM:
        raise Broken("repeats", f"{calls} calls with one generator gave only {distinct} different masks.")
