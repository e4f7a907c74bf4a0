"""Late days: a student has some for the term, spends them on late work, and loses points for every day beyond them.

What is spent depends on due dates, extensions and times of handing in alone. So whatever is graded first, and however
often, the same comes out.
"""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from nbgrader.plugins import BasePlugin
from traitlets import Float, Int, TraitError

from autograder.grading.late_work.lateness import HandIn, in_utc


@dataclass(frozen=True)
class Spent:
    """What one assignment took of a student's days. late: days begun after it was due; used: of the budget."""

    late: int
    used: int

    @property
    def beyond(self) -> int:
        """The late days that cost points."""
        return self.late - self.used


def spent(term: Iterable[HandIn], budget: int, most: int | None, grace: datetime.timedelta) -> dict[str, Spent]:
    """What each assignment of a student took, in the order in which they were due for that student.

    budget: days for the term. most: of them for one assignment, None for all. grace: how late counts as in time. Two
    that were due at the same moment are taken by name. What has no due date, or no known time, takes nothing.
    """
    found: dict[str, Spent] = {}
    left = budget
    known = [(in_utc(one.due), one.assignment, one) for one in term if one.due and one.handed_in]
    for _, _, hand_in in sorted(known, key=itemgetter(0, 1)):
        late = hand_in.days_late(grace)
        used = min(late, left, late if most is None else most)
        found[hand_in.assignment] = Spent(late, used)
        left -= used
    return found


class LateDays(BasePlugin):
    """A rule for late work, which `c.AssignLatePenalties.plugin_class` of nbgrader's configuration may name.

    Raises TraitError where `budget` or `lost_per_day` is not set, or a setting is out of its range.
    """

    budget = Int(0, min=0, help="Late days of a student for the term.").tag(config=True)
    lost_per_day = Float(0.0, min=0.0, max=1.0, help="The share of the points that each day beyond them costs.").tag(
        config=True
    )
    most = Int(None, allow_none=True, min=0, help="Late days for one assignment at most; None: all.").tag(config=True)
    grace = Float(0.0, min=0.0, max=1440.0, help="Minutes after a day's end that still belong to it.").tag(config=True)

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        told = self.config.LateDays
        if unknown := sorted(set(told) - set(self.trait_names(config=True))):
            raise TraitError(f"c.LateDays.{unknown[0]} is no setting; there are budget, most, lost_per_day and grace")
        if absent := [name for name in ("budget", "lost_per_day") if name not in told]:
            raise TraitError(f"c.LateDays.{absent[0]} is not set")
        if no_number := [name for name in ("lost_per_day", "grace") if math.isnan(getattr(self, name))]:
            raise TraitError(f"c.LateDays.{no_number[0]} is nan")

    def spent(self, term: Iterable[HandIn]) -> dict[str, Spent]:
        """What each assignment of a student took. term: with times in the course's zone."""
        return spent(term, self.budget, self.most, datetime.timedelta(minutes=self.grace))

    def penalty_by_dates(self, student_id: str, score: float, late: HandIn, term: Iterable[HandIn]) -> float:
        """The points that a late notebook loses."""
        return score * min(1.0, self.lost_per_day * self.spent(term)[late.assignment].beyond)
