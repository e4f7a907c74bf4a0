"""When a submission was handed in, and how late that is."""

import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# A student may write the file: what could be meant in two ways is no time.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(|[+-]\d\d(?::?\d\d)?|[A-Za-z][A-Za-z0-9_+/-]*)",
    re.ASCII,
)
_UTC_NAMES = ("", "Z", "UTC", "GMT")  # nbgrader takes a time without a zone for UTC
_FARTHEST = datetime.timedelta(hours=14)  # of all offsets in use


def zone_named(name: str) -> datetime.tzinfo:
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


def read_time(text: str, otherwise: datetime.tzinfo = datetime.UTC) -> datetime.datetime:
    """When a student handed in, in UTC and without a zone, as the gradebook keeps times.

    text: as nbgrader writes it, "2026-10-05 22:00:00 UTC", or with an offset or a region in place of UTC.
    otherwise: the zone of a time that names none.
    Raises ValueError, which says for instance "'noon', which is no time".
    """
    no_time = f"{text[:40]!r}, which is no time"
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(no_time)
    date, time, name = found.groups()
    try:
        zone = zone_named(name) if name else otherwise
        there = datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=zone)
        # In the hour when the clocks change a time by the clock is there twice, or not at all.
        if there.utcoffset() != there.replace(fold=1).utcoffset():
            raise ValueError(f"in {name} the clocks were changed then")
        return there.astimezone(datetime.UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(no_time) from error
    except ValueError as error:
        raise ValueError(f"{no_time} ({error})") from error


def in_utc(time: datetime.datetime) -> datetime.datetime:
    """A time with its zone in UTC. One without is the gradebook's, which keeps all in UTC."""
    return time.replace(tzinfo=datetime.UTC) if time.tzinfo is None else time.astimezone(datetime.UTC)


def same_time_later(time: datetime.datetime, days: int) -> datetime.datetime:
    """The same time by the clock some days later, in UTC; of an hour that is there twice, the later one."""
    by_the_clock = time.replace(tzinfo=None) + datetime.timedelta(days=days)
    return max(in_utc(by_the_clock.replace(tzinfo=time.tzinfo, fold=fold)) for fold in (0, 1))


@dataclass(frozen=True)
class HandIn:
    """When a student's work for one assignment was due, the extension included, and when it was handed in.

    None where that is unknown. The gradebook's times are in UTC and have no zone; a rule gets them with the course's.
    """

    assignment: str
    due: datetime.datetime | None
    handed_in: datetime.datetime | None

    @property
    def known(self) -> bool:
        """Whether it can be told how late it is."""
        return self.due is not None and self.handed_in is not None

    @property
    def seconds_late(self) -> float:
        """How late it is; 0 where it is in time, or not known."""
        if self.due is None or self.handed_in is None:
            return 0.0
        return max(0.0, (in_utc(self.handed_in) - in_utc(self.due)).total_seconds())

    def days_late(self, grace: datetime.timedelta = datetime.timedelta()) -> int:
        """The days begun by the calendar: each ends at the time of day at which the work was due.

        A day on which the clocks are changed counts as one, with its 23 or 25 hours. grace: is taken off first.
        """
        if self.due is None or self.handed_in is None:
            return 0
        due, handed_in = in_utc(self.due), in_utc(self.handed_in) - grace
        if handed_in <= due:
            return 0
        days = max(1, (handed_in - due).days)
        while handed_in > same_time_later(self.due, days):
            days += 1
        return days

    def there(self, zone: datetime.tzinfo) -> "HandIn":
        """The same with times in a zone."""
        due, handed_in = (time and in_utc(time).astimezone(zone) for time in (self.due, self.handed_in))
        return HandIn(self.assignment, due, handed_in)


def shown_time(time: datetime.datetime, zone: datetime.tzinfo) -> str:
    """A time of the gradebook by the clocks of a zone, which it names."""
    there = in_utc(time).astimezone(zone)
    seconds = ":%S" if there.second else ""
    return f"{there:%Y-%m-%d %H:%M{seconds}} {zone}"
