"""When a submission was handed in: zones are read as what they are, and what could be meant in two ways is refused."""

import datetime

import pytest

from autograder.grading.late_work.lateness import read_time


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-05 22:00:00",
        "2026-10-05 22:00:00 UTC",
        "2026-10-05 22:00:00.000000 UTC",
        "2026-10-05T22:00Z",
        "2026-10-05 22:00:00 GMT",
        "2026-10-06 00:00:00 +0200",
        "2026-10-06 00:00:00 +02:00",
        "2026-10-06T00:00:00+02",
        "2026-10-05 16:30:00 -0530",
        "2026-10-06 03:45:00 +05:45",
        "2026-10-06 00:00:00 Europe/Berlin",
        "2026-10-05 19:00:00 America/Argentina/Buenos_Aires",
        "2026-10-05 17:00:00 Etc/GMT+5",
    ],
)
def test_a_time_is_read_with_its_zone(text):
    assert read_time(text) == datetime.datetime(2026, 10, 5, 22)


def test_a_region_knows_when_its_clocks_change():
    assert read_time("2026-12-05 22:00:00 Europe/Berlin") == datetime.datetime(2026, 12, 5, 21)


@pytest.mark.parametrize("zone", ["CEST", "CET", "EST", "IST", "CST6CDT", "MARS", "Mars/Olympus", "UTC+2", "Europe"])
def test_a_zone_that_may_be_several_or_none_is_refused(zone):
    with pytest.raises(ValueError, match="which is no time"):
        read_time(f"2026-10-05 22:00:00 {zone}")


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-25 02:30 Europe/Berlin",
        "2026-03-29 02:30 Europe/Berlin",
        "2026-10-05 22:00:00 +2",
        "2026-10-05 22:00:00 +02:75",
        "2026-10-05 22:00:00 +99:00",
        "2026-10-05 22:00:00 ../../etc/hostname",
        "2026-10-05 22:00:00 /etc/hostname",
        "2026-13-05 22:00:00",
        "9999-12-31 23:59 -01:00",
        "05.10.2026 22:00",
        "noon",
        "",
    ],
)
def test_what_is_no_single_moment_is_refused(text):
    with pytest.raises(ValueError, match="which is no time"):
        read_time(text)
