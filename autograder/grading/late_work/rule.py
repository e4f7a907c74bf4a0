"""What late work costs, by the rule in nbgrader's configuration."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.grading.course import quiet_log
from autograder.grading.late_work.lateness import HandIn, zone_named


class LateRuleFailed(RuntimeError):
    """The instructor's rule for late work cannot be used; the message says why."""


@dataclass(frozen=True)
class LateRule:
    """What late work costs. plugin: nbgrader's kind of rule, which may have a method `penalty_by_dates` as well.

    zone: the course's.
    """

    plugin: BasePlugin
    zone: datetime.tzinfo

    @property
    def by_dates(self) -> bool:
        """Whether the rule looks at dates, and so at a student's other assignments."""
        return hasattr(self.plugin, "penalty_by_dates")

    def points_lost(self, student: str, score: float, late: HandIn, term: Iterable[HandIn]) -> float | None:
        """The points lost, between 0 and the score; None where it is in time, or the rule sets none.

        score: of one notebook. term: all that the gradebook has of the student. Raises `LateRuleFailed`.
        """
        if not late.seconds_late:
            return None
        try:
            if self.by_dates:
                dates = late.there(self.zone), tuple(one.there(self.zone) for one in term)
                penalty = self.plugin.penalty_by_dates(student, score, *dates)
            else:
                penalty = self.plugin.late_submission_penalty(student, score, late.seconds_late)
            return None if penalty is None else _within(float(penalty), score)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise LateRuleFailed(
                f"The rule for late work, {type(self.plugin).__name__}, failed for {student} "
                f"({score:g} points, {late.seconds_late:g} seconds late): {said}."
            ) from error


def course_zone(config: Config) -> datetime.tzinfo:
    """The course's time zone: `c.LatePenalties.timezone` in nbgrader's configuration, or UTC.

    Raises `LateRuleFailed`.
    """
    name = config.LatePenalties.get("timezone", "UTC")
    try:
        return zone_named(str(name))
    except ValueError as error:
        text = f"c.LatePenalties.timezone is {name!r}, which is no time zone ({error})"
        raise LateRuleFailed(f"{text}. Name a region, as “Europe/Berlin”.") from error


def late_rule(config: Config) -> LateRule:
    """The rule of `c.AssignLatePenalties.plugin_class`, or nbgrader's own. Raises `LateRuleFailed`."""
    zone = course_zone(config)
    try:
        preprocessor = AssignLatePenalties(config=config)
        preprocessor.log = quiet_log()
        preprocessor.init_plugin()
        plugin = preprocessor.plugin_inst
        plugin.log = preprocessor.log
    except Exception as error:
        wanted = config.AssignLatePenalties.plugin_class
        raise LateRuleFailed(f"The rule for late work, {wanted}, cannot be loaded ({error}).") from error
    return LateRule(plugin, zone)


def _within(penalty: float, score: float) -> float:
    """The penalty, between 0 and the score, as nbgrader bounds it."""
    if math.isnan(penalty):
        raise ValueError("it gave nan")
    return min(max(penalty, 0.0), score)
