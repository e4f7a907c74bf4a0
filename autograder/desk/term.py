"""The rule by which a student's assignments make one percentage: weights, and the lowest dropped. Exact fractions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Counted:
    """One assignment of one student that counts. maximum, weight: above 0."""

    assignment: str
    points: Fraction
    maximum: Fraction
    weight: Fraction

    @property
    def share(self) -> Fraction:
        """Of the points that there are; 1 is all of them."""
        return self.points / self.maximum


def weighted_share(counted: Sequence[Counted]) -> Fraction:
    """The mean of the shares, each with its weight. counted: at least one."""
    return sum((c.weight * c.share for c in counted), Fraction()) / sum(c.weight for c in counted)


def kept(counted: Sequence[Counted], drop: int) -> tuple[Counted, ...]:
    """What stays when the assignments are dropped whose dropping raises the weighted share most.

    drop: how many; the last one always stays. Of several ways to the same share the one that keeps the earlier
    assignments. A low share with a small weight may stay where a less low one with a large weight costs more. Dropping
    them together is an optimum of a ratio: W. Dinkelbach, "On nonlinear fractional programming", Management Science 13
    (1967), whose steps end at it.
    """
    stay = max(1, len(counted) - drop)
    share = weighted_share(counted)
    while True:
        at_best = sorted(counted, key=lambda c: c.weight * (c.share - share), reverse=True)[:stay]
        better = weighted_share(at_best)
        if better == share:
            return tuple(c for c in counted if c in at_best)
        share = better


def percent(share: Fraction) -> float:
    """In percent, rounded half up to the hundredth from the exact share."""
    return math.floor(share * 10_000 + Fraction(1, 2)) / 100
