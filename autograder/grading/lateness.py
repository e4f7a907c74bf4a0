"""How late a submission is, and what that costs by the rule in nbgrader's configuration."""

import datetime
import math
import re
from collections.abc import Callable

from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from traitlets.config import Config

from autograder.grading.course import quiet_log

# nbgrader's parser takes more: a time zone may be the path of a file for it, which it opens and reads.
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)? ?(Z|[+-]\d\d(:?\d\d)?|[A-Za-z_]+(/[A-Za-z_+-]+)*)?", re.ASCII
)
# The points lost, from the student, the notebook's points and the seconds late; None where the rule sets none.
LateRule = Callable[[str, float, float], float | None]


class LateRuleFailed(RuntimeError):
    """The instructor's rule for late work cannot be used; the message says why."""


def late_rule(config: Config) -> LateRule:
    """The rule of `c.AssignLatePenalties.plugin_class`, or nbgrader's own. Raises `LateRuleFailed`."""
    try:
        preprocessor = AssignLatePenalties(config=config)
        preprocessor.log = quiet_log()
        preprocessor.init_plugin()
        plugin = preprocessor.plugin_inst
        plugin.log = preprocessor.log
    except Exception as error:
        wanted = config.AssignLatePenalties.plugin_class
        raise LateRuleFailed(f"The rule for late work, {wanted}, cannot be loaded ({error}).") from error

    def points_lost(student: str, score: float, seconds: float) -> float | None:
        try:
            penalty = plugin.late_submission_penalty(student, score, seconds)
            return None if penalty is None else _within(float(penalty), score)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise LateRuleFailed(
                f"The rule for late work, {type(plugin).__name__}, failed for {student} "
                f"({score:g} points, {seconds:g} seconds late): {said}."
            ) from error

    return points_lost


def _within(penalty: float, score: float) -> float:
    """The penalty, between 0 and the score, as nbgrader bounds it."""
    if math.isnan(penalty):
        raise ValueError("it gave nan")
    return min(max(penalty, 0.0), score)


def read_time(text: str) -> datetime.datetime:
    """When a student handed in, in UTC, from a text as nbgrader writes it.

    Raises ValueError, which says for instance "'noon', which is no time".
    """
    no_time = f"{text[:40]!r}, which is no time"
    if not _TIME.fullmatch(text):
        raise ValueError(no_time)
    try:
        found = parse_utc(text)
    except (ValueError, OverflowError, TypeError, AttributeError) as error:
        raise ValueError(no_time) from error
    if not isinstance(found, datetime.datetime):
        raise ValueError(no_time)
    return found


def seconds_late(
    handed_in: datetime.datetime | None, duedate: datetime.datetime | None, extension: datetime.timedelta | None
) -> float:
    """How late a submission is; 0 where it is in time, and where its time or the deadline is unknown. Times in UTC."""
    if handed_in is None or duedate is None:
        return 0.0
    return max(0.0, (handed_in - duedate - (extension or datetime.timedelta())).total_seconds())
