"""Moodle's worksheet tells times in words; what is not told for sure is not read."""

import pytest

from autograder.handin.moodle_times import NoTime, read_time, time_in, written, zone_named

BERLIN = zone_named("Europe/Berlin")
SAME = [
    "Monday, 5 October 2026, 9:55 PM",
    "Monday, October 5, 2026, 9:55 PM",
    "Monday, 5 October 2026, 21:55",
    "5 October 2026, 9:55 PM",
    "Montag, 5. Oktober 2026, 21:55",
    "lundi 5 octobre 2026, 21:55",
    "lundi 5 octobre 2026, 21 h 55",
    "lunes, 5 de octubre de 2026, 21:55",
    "lunedì, 5 ottobre 2026, 21:55",
    "segunda-feira, 5 de outubro de 2026 às 21:55",
    "maandag, 5 oktober 2026, 21:55",
    "poniedziałek, 5 października 2026, 21:55",
    "понедельник, 5 октября 2026, 21:55",
    "maanantai, 5. lokakuuta 2026, 21.55",
    "pondělí, 5. října 2026, 21.55",
    "2026. október 5., hétfő, 21:55",
    "Pazartesi, 5 Ekim 2026, 21:55",
    "ponedjeljak, 5. listopada 2026, 21:55",
    "Δευτέρα, 5 Οκτωβρίου 2026, 9:55 μμ",
    "2026年 10月 5日(月曜日) 21:55",
    "2026年10月5日 星期一 21:55",
]


@pytest.mark.parametrize("text", SAME)
def test_one_time_is_the_same_in_every_language(text):
    assert written(read_time(text, BERLIN)) == "2026-10-05 19:55:00 UTC"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Monday, 5 October 2026, 12:05 AM", "2026-10-04 22:05:00 UTC"),
        ("Monday, 5 October 2026, 12:05 PM", "2026-10-05 10:05:00 UTC"),
        ("Tuesday, 1 December 2026, 9:05 AM", "2026-12-01 08:05:00 UTC"),
        # Croatian's October, Polish's November: the name of the day tells which.
        ("czwartek, 5 listopada 2026, 21:55", "2026-11-05 20:55:00 UTC"),
    ],
)
def test_noon_midnight_summer_time_and_like_words_are_told_apart(text, utc):
    assert written(read_time(text, BERLIN)) == utc


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "05/10/26, 21:55",
        "2026-10-05",
        "Monday, 5 October 2026",
        "Tuesday, 5 October 2026, 9:55 PM",  # it was a Monday
        "5 listopada 2026, 21:55",  # of two languages
        "Monday, 5 October 2026, 9:55 xm",
        "Monday, 31 February 2026, 9:55 PM",
        "Monday, 5 October 2026, 25:55",
        "2026年10月5日 星期一 下午9:55",
        "Sunday, 25 October 2026, 2:30 AM",  # comes twice
        "Sunday, 29 March 2026, 2:30 AM",  # never comes
    ],
)
def test_what_is_not_told_for_sure_is_not_read(text):
    with pytest.raises(NoTime):
        read_time(text, BERLIN)


def test_a_timestamp_without_a_sure_zone_tells_nothing():
    same = ["2026-10-07 09:30:00 UTC", "2026-10-07T09:30:00Z", "2026-10-07 11:30:00 +0200"]
    same += ["2026-10-07 11:30:00+02:00", "2026-10-07 11:30:00 Europe/Berlin"]
    assert {written(time_in(text)) for text in same} == {"2026-10-07 09:30:00 UTC"}
    assert {time_in(text) for text in ("noon", "", "2026-10-07 09:30:00", "2026-10-07 09:30:00 CEST")} == {None}


@pytest.mark.parametrize("name", ["Mars/X", "../etc/passwd", "", "/etc/localtime"])
def test_a_zone_that_is_none_is_told(name):
    with pytest.raises(NoTime, match="there is no time zone"):
        zone_named(name)
