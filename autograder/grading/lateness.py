"""How late a submission is, and what that costs by the rule in nbgrader's configuration."""

import datetime
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.grading.course import quiet_log

# A student may write the file: what could be meant in two ways is no time.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(|[+-]\d\d(?::?\d\d)?|[A-Za-z][A-Za-z0-9_+/-]*)",
    re.ASCII,
)
_UTC_NAMES = ("", "Z", "UTC", "GMT")  # nbgrader takes a time without a zone for UTC
_FARTHEST = datetime.timedelta(hours=14)  # of all offsets in use
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


def _zone(name: str) -> datetime.tzinfo:
    """A time zone by its offset from UTC, or by its region ("Europe/Berlin"). Raises ValueError.

    Abbreviations are refused: CST is a time in Chicago, in Havana and in Shanghai.
    """
    if name.upper() in _UTC_NAMES:
        return datetime.UTC
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        if offset > _FARTHEST or int(digits[2:]) > 59:
            raise ValueError(f"no place is {name} from UTC")
        return datetime.timezone(-offset if name[0] == "-" else offset)
    if "/" not in name or name.startswith("right/"):  # those count leap seconds
        raise ValueError(f"{name} may mean several time zones")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name}") from error


def read_time(text: str) -> datetime.datetime:
    """When a student handed in, in UTC and without a zone, as the gradebook keeps times.

    text: as nbgrader writes it, "2026-10-05 22:00:00 UTC", or with an offset or a region in place of UTC.
    Raises ValueError, which says for instance "'noon', which is no time".
    """
    no_time = f"{text[:40]!r}, which is no time"
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(no_time)
    date, time, name = found.groups()
    try:
        zone = _zone(name)
        there = datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=zone)
        # In the hour when the clocks change a time by the clock is there twice, or not at all.
        if there.utcoffset() != there.replace(fold=1).utcoffset():
            raise ValueError(f"in {name} the clocks were changed then")
        return there.astimezone(datetime.UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(no_time) from error
    except ValueError as error:
        raise ValueError(f"{no_time} ({error})") from error


def seconds_late(
    handed_in: datetime.datetime | None, duedate: datetime.datetime | None, extension: datetime.timedelta | None
) -> float:
    """How late a submission is; 0 where it is in time, and where its time or the deadline is unknown. Times in UTC."""
    if handed_in is None or duedate is None:
        return 0.0
    return max(0.0, (handed_in - duedate - (extension or datetime.timedelta())).total_seconds())


@dataclass(frozen=True)
class Delay:
    """What decides how late a submission is. Times in UTC; None where they are unknown."""

    handed_in: datetime.datetime | None
    duedate: datetime.datetime | None
    extension: datetime.timedelta | None

    @property
    def known(self) -> bool:
        """Whether it can be told."""
        return self.handed_in is not None and self.duedate is not None

    @property
    def seconds(self) -> float:
        """How late the submission is."""
        return seconds_late(self.handed_in, self.duedate, self.extension)
