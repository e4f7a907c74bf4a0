"""When something was handed in, as Moodle's grading worksheet tells it: in words of its user's language.

"Monday, 5 October 2026, 9:55 PM", "Montag, 5. Oktober 2026, 21:55", in the time zone of the user's profile. Moodle,
mod/assign/gradingtable.php: `col_timesubmitted`; lib/moodlelib.php: `userdate`, with the language pack's
`strftimedaydatetime`. Its names of months and days are those of Unicode's CLDR, by PHP's IntlDateFormatter.
"""

import contextlib
import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from autograder.class_list import folded

LANGUAGES = (
    "en de fr es it pt nl pl ru sv da nb nn fi cs sk hu tr ca gl eu ro uk el bg hr sl sr et lv lt is ga cy "
    "he ar fa hi th vi id ms ka hy az kk sq mk bs mn"
)
# Words that stand in a date and say nothing, as "5 de octubre de 2026 a las 21:55".
FILLERS = "de del of at the a à às as las le il den der um uhr kl klo o h r г в року год g d i"
CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2}) ?(?:[:.h]|時|时|시) ?(?P<minute>\d\d)(?!\d)(?::\d\d)?(?:分|분)?")
EASTERN = re.compile(r"(20\d\d) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")


class NoTime(ValueError):
    """A text whose time cannot be told for sure; the message says why."""


@dataclass(frozen=True)
class Language:
    """Folded words. months: to 1..12. days: to Monday's 0 .. 6. halves: of the day, to the hours that they add."""

    months: dict[str, int]
    days: dict[str, int]
    halves: dict[str, int]


@cache
def languages() -> tuple[Language, ...]:
    """The languages that are read."""
    from babel import Locale

    found = []
    for name in LANGUAGES.split():
        locale = Locale.parse(name)
        months: dict[str, int] = {}
        days: dict[str, int] = {}
        halves: dict[str, int] = {}
        for use in ("format", "stand-alone"):
            months |= {_last(word): number for number, word in locale.months[use]["wide"].items()}
            days |= {folded(word): number for number, word in locale.days[use]["wide"].items()}
        for width in locale.day_periods["format"].values():
            halves |= {folded(width[half]): hours for half, hours in (("am", 0), ("pm", 12)) if half in width}
        found.append(Language(months, days, halves | {"am": 0, "pm": 12}))
    return tuple(found)


def _last(month: str) -> str:
    """A month's name without the "de" and "d'" of Catalan."""
    return re.split(r"[ ’']", folded(month))[-1]


def read_time(text: str, zone: datetime.tzinfo | None = None) -> datetime.datetime:
    """The time in UTC. zone: in which Moodle told it; None for this machine's. Raises `NoTime`."""
    found = _local(text)
    # With the clocks put back one hour comes twice, with the clocks put forward one never.
    both = {found.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)}
    if len(both) > 1:
        raise NoTime(f"{text!r} is in the hour in which the clocks are changed")
    return both.pop()


def _local(text: str) -> datetime.datetime:
    plain = folded(unicodedata.normalize("NFKC", text))
    clock = CLOCK.search(plain)
    if not clock:
        raise NoTime(f"{text!r} has no time of day that is read here")
    rest = f"{plain[: clock.start()]} {plain[clock.end() :]}"
    if eastern := EASTERN.search(rest):
        words = re.sub(r"\W|[月火水木金土日一二三四五六曜星期周週월화수목금토일요]", "", rest.replace(eastern[0], ""))
        dates = set() if words else {(int(eastern[1]), int(eastern[2]), int(eastern[3]), -1, True)}
    else:
        dates = {date for language in languages() if (date := _date(rest, language))}
    sure = {date[:4] for date in dates if date[4]} or {date[:4] for date in dates}
    if len(sure) != 1:
        raise NoTime(f"{text!r} is no date that is read here for sure")
    return _with_clock(sure.pop(), clock, text)


def _with_clock(date: tuple[int, int, int, int], clock: re.Match[str], text: str) -> datetime.datetime:
    year, month, day, half = date
    hour = int(clock["hour"])
    try:
        # 12 PM is noon, 12 AM midnight; -1 stands for a clock of 24 hours.
        hour = hour if half < 0 or (half == 12 and hour > 12) else hour % 12 + half
        return datetime.datetime(year, month, day, hour, int(clock["minute"]))
    except ValueError as error:
        raise NoTime(f"{text!r} is no date") from error


def _date(rest: str, language: Language) -> tuple[int, int, int, int, bool] | None:
    """Year, month, day, hours to add, and whether the name of the day confirms it; None if it is another language's."""
    for half in sorted(language.halves, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(half)}(?!\w)", rest):
            rest, hours = rest.replace(half, " "), language.halves[half]
            break
    else:
        hours = -1
    named = [word for word in sorted(language.days, key=len, reverse=True) if word in rest][:1]
    for word in named:
        rest = rest.replace(word, " ", 1)
    numbers = re.findall(r"\d+", rest)
    letters = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in re.sub("d['’]", " ", rest))
    words = letters.split()
    months = [language.months[w] for w in words if w in language.months]
    years = [int(n) for n in numbers if len(n) == 4 and "2000" <= n < "2100"]
    days = [int(n) for n in numbers if len(n) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return None
    if any(w not in language.months and w not in FILLERS.split() for w in words):
        return None
    try:
        weekday = datetime.date(years[0], months[0], days[0]).weekday()
    except ValueError:
        return None
    if named and language.days[named[0]] != weekday:
        return None
    return years[0], months[0], days[0], hours, bool(named)


def zone_named(name: str) -> datetime.tzinfo:
    """An IANA time zone, as Europe/Berlin. Raises `NoTime`."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise NoTime(f"there is no time zone {name!r}. Name it as Europe/Berlin or America/New_York.") from error


def written(when: datetime.datetime) -> str:
    """A time in UTC as nbgrader's timestamp.txt has it, its zone said."""
    return f"{when:%Y-%m-%d %H:%M:%S} UTC"


def time_in(text: str) -> datetime.datetime | None:
    """The time of a timestamp.txt, in UTC; None where it has no zone, or none that is known for sure."""
    from zoneinfo import ZoneInfo

    moment, _, zone = text.strip().rpartition(" ")
    with contextlib.suppress(KeyError, ValueError, OSError):
        if re.search(r"(Z|[+-]\d\d:?\d\d)$", text.strip()):
            found = datetime.datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", text.strip()))
        else:
            found = datetime.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
        return found.astimezone(datetime.UTC)
    return None
