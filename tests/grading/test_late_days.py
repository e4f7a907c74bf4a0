"""Late days are spent by due date, by the calendar of the course, whatever is graded first and by whichever way."""

import contextlib
import csv
import datetime
import itertools
import json
import re
import shutil
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from services import POSTGRES, postgresql_server
from terms import autograder_in, empty_term, hand_in_to, nbgrader
from traitlets.config import Config

from autograder.grading.course import open_course
from autograder.grading.late_work.late_days import Spent, spent
from autograder.grading.late_work.lateness import HandIn
from autograder.grading.late_work.rule import LateRuleFailed, late_rule
from autograder.judging.references import exercises_of, reference_source

COURSE_ID = "training-neural-networks"
RULE = """
c = get_config()
c.AssignLatePenalties.plugin_class = "autograder.grading.late_work.late_days.LateDays"
c.LatePenalties.timezone = "Europe/Berlin"
c.LateDays.budget = 3
c.LateDays.most = 2
c.LateDays.lost_per_day = 0.1
c.LateDays.grace = 30
"""
DUE = {"data_processing": "2026-10-05 22:00", "dropout": "2026-10-24 22:00", "transfer_learning": "2026-11-05 22:00"}
FIRST, SECOND, THIRD = DUE
# By the clocks of Berlin, which go back an hour in the night after the second due date.
HANDED_IN = {
    "ada": {FIRST: "2026-10-05 21:59", SECOND: "2026-10-24 22:30", THIRD: "2026-11-05 12:00"},
    "emmy": {FIRST: "2026-10-06 09:00", SECOND: "2026-10-25 22:00", THIRD: "2026-11-08 21:00"},
    "kurt": {FIRST: "2026-10-09 21:00", SECOND: "2026-10-26 22:30"},
}
# Days used and days beyond, by hand.
USED = {
    "ada": {FIRST: (0, 0), SECOND: (0, 0), THIRD: (0, 0)},
    "emmy": {FIRST: (1, 0), SECOND: (1, 0), THIRD: (1, 2)},
    "kurt": {FIRST: (2, 2), SECOND: (1, 1)},
}
POINTS = {FIRST: 3.0, SECOND: 12.0, THIRD: 4.0}  # of the functions; nobody wrote an answer
LOST = {
    (student, assignment): pytest.approx(POINTS[assignment] * 0.1 * beyond, abs=1e-12)
    for student, used in USED.items()
    for assignment, (_, beyond) in used.items()
}


def berlin(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


def handed_in_at(folder: Path, text: str) -> None:
    (folder / "timestamp.txt").write_text(f"{text} Europe/Berlin")


def make_class(term: Path) -> Path:
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + RULE)
    for student, times in HANDED_IN.items():
        for assignment, when in times.items():
            modules = {e: reference_source(assignment, e) for e in exercises_of(assignment)}
            handed_in_at(hand_in_to(term, student, assignment, **modules), when)
    course = open_course(term)
    with Gradebook(course.directory.db_url, COURSE_ID) as book:
        for assignment, due in DUE.items():
            book.update_or_create_assignment(assignment, duedate=f"{due} Europe/Berlin")
        book.engine.dispose()
    return term


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """The class, graded in the order of the due dates."""
    term = make_class(empty_term(tmp_path_factory.mktemp("late days") / "term"))
    for assignment in DUE:
        grade(term, assignment)
    return term


@pytest.fixture
def term(graded, tmp_path) -> Path:
    """A graded class of one's own."""
    own = tmp_path / "term"
    shutil.copytree(graded, own)
    return own


def grade(term: Path, assignment: str, *more: object) -> str:
    done = autograder_in(term, "grade", assignment, "--seed", 5, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def penalties(term: Path) -> dict[tuple[str, str], float]:
    """By student and assignment; 0 where none was set."""
    query = """SELECT s.student_id, a.name, SUM(COALESCE(n.late_submission_penalty, 0)) FROM submitted_notebook n
        JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id
        GROUP BY s.student_id, a.name"""
    with contextlib.closing(sqlite3.connect(term / "gradebook.db")) as database:
        return {(student, assignment): lost for student, assignment, lost in database.execute(query)}


def forget_penalties(term: Path) -> None:
    with contextlib.closing(sqlite3.connect(term / "gradebook.db")) as database, database:
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = 0.125")


def hand_in_again(term: Path, student: str, assignment: str, when: str) -> None:
    handed_in_at(term / "submitted" / student / assignment, when)


def days_of(term: Path) -> dict[str, dict]:
    """What `late_days` says of each student."""
    done = autograder_in(term, "late_days", "--json", "days.json")
    assert done.returncode == 0, done.stderr
    return {row["student"]: row for row in json.loads((term / "days.json").read_text())}


def test_a_day_beyond_the_budget_or_beyond_the_most_for_one_assignment_costs_its_share(graded):
    assert penalties(graded) == LOST


@pytest.mark.parametrize("order", [(THIRD, SECOND, FIRST), (SECOND, THIRD, FIRST)])
def test_regrading_in_any_order_gives_the_same_penalties(term, order):
    forget_penalties(term)
    for assignment in order:
        grade(term, assignment)
    assert penalties(term) == LOST


def test_nbgraders_way_gives_the_same_penalties(term):
    forget_penalties(term)
    for assignment, student in ((THIRD, "emmy"), (FIRST, "kurt"), (SECOND, "ada")):
        nbgrader("autograde", assignment, f"--student={student}", "--force", cwd=term)
    assert penalties(term) == LOST


def test_two_accounts_that_are_merged_spend_the_days_of_one_student(term):
    modules = {e: reference_source(THIRD, e) for e in exercises_of(THIRD)}
    handed_in_at(hand_in_to(term, "kurt2", THIRD, **modules), "2026-11-07 21:00")
    grade(term, THIRD, "--student", "kurt2")
    assert penalties(term)["kurt2", THIRD] == 0
    done = autograder_in(term, "merge", "kurt2", "kurt")
    assert done.returncode == 0, done.stderr
    assert penalties(term) == LOST | {("kurt", THIRD): pytest.approx(POINTS[THIRD] * 0.1 * 2)}


def test_an_earlier_work_handed_in_again_changes_the_later_ones_and_grade_says_for_whom(term):
    hand_in_again(term, "emmy", FIRST, "2026-10-05 20:00")
    said = grade(term, FIRST, "--student", "emmy")
    assert "emmy, transfer_learning: 0.8 -> 0.4" in said
    assert penalties(term) == LOST | {("emmy", THIRD): pytest.approx(0.4)}
    hand_in_again(term, "emmy", FIRST, "2026-10-06 09:00")
    nbgrader("autograde", FIRST, "--student=emmy", "--force", cwd=term)
    assert penalties(term) == LOST


def test_a_submission_that_is_taken_out_gives_its_days_back(term):
    shutil.rmtree(term / "submitted" / "emmy" / FIRST)
    done = autograder_in(term, "ungrade", FIRST, "emmy")
    assert done.returncode == 0, done.stderr
    assert "emmy, transfer_learning: 0.8 -> 0.4" in done.stdout
    assert penalties(term)["emmy", THIRD] == pytest.approx(0.4)


def test_an_extension_gives_days_back_to_later_assignments_at_once(term):
    done = autograder_in(term, "extension", FIRST, "kurt", "--days", "3")
    assert done.returncode == 0, done.stderr
    for text in ("kurt: due 2026-10-08 22:00 Europe/Berlin, before 2026-10-05 22:00", "data_processing: 0.6 -> 0"):
        assert text in done.stdout
    assert "kurt, dropout: 1.2 -> 0" in done.stdout
    now = penalties(term)
    assert now == LOST | {("kurt", FIRST): 0.0, ("kurt", SECOND): 0.0}
    grade(term, SECOND)
    assert penalties(term) == now
    nbgrader("autograde", FIRST, "--student=kurt", "--force", cwd=term)
    assert penalties(term) == now


def test_the_table_shows_what_everybody_has_used_and_has_left(graded, tmp_path):
    found = days_of(graded)
    used = {s: {a: (d["used"], d["beyond"]) for a, d in row["assignments"].items()} for s, row in found.items()}
    assert used == USED
    assert {student: row["left"] for student, row in found.items()} == {"ada": 3, "emmy": 0, "kurt": 0}
    done = autograder_in(graded, "late_days", "--to", tmp_path / "days.csv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "days.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", FIRST, SECOND, THIRD, "beyond", "left"]
    assert rows[1:] == [
        ["ada", "0", "0", "0", "0", "3"],
        ["emmy", "1", "1", "1", "2", "0"],
        ["kurt", "2", "1", "", "3", "0"],
    ]


def test_no_name_in_the_table_starts_a_formula(term):
    nbgrader("db", "student", "add", "=1+1", cwd=term)
    assert autograder_in(term, "late_days", "--to", "days.csv").returncode == 0
    assert '"\'=1+1","","","",0,3' in (term / "days.csv").read_text()


def test_penalties_of_before_a_moved_due_date_are_told_with_the_command_that_mends_them(term):
    nbgrader("db", "assignment", "add", FIRST, "--duedate=2026-10-06 22:00 Europe/Berlin", cwd=term)
    said = autograder_in(term, "late_days").stdout
    assert "emmy, transfer_learning: 0.8 -> 0.4" in said
    advice = re.findall(r"python -m autograder grade (\w+)", said)
    for assignment in advice:
        grade(term, assignment)
    assert "of before" not in autograder_in(term, "late_days").stdout


@pytest.mark.skipif(not POSTGRES, reason="needs Debian's package postgresql")
def test_a_gradebook_in_postgresql_has_extensions_and_late_days_too(tmp_path):
    term = empty_term(tmp_path / "term")
    with postgresql_server("grader") as server:
        url = f"postgresql+psycopg2://grader@/postgres?host={server.socket}"
        config = term / "nbgrader_config.py"
        config.write_text(f"{config.read_text()}{RULE}c.CourseDirectory.db_url = {url!r}\n")
        nbgrader("db", "student", "add", "kurt", cwd=term)
        nbgrader("db", "assignment", "add", FIRST, f"--duedate={DUE[FIRST]} Europe/Berlin", cwd=term)
        done = autograder_in(term, "extension", FIRST, "kurt", "--days", "1")
        assert (done.returncode, "kurt: due 2026-10-06 22:00" in done.stdout) == (0, True)
        modules = {e: reference_source(FIRST, e) for e in exercises_of(FIRST)}
        handed_in_at(hand_in_to(term, "kurt", FIRST, **modules), HANDED_IN["kurt"][FIRST])
        grade(term, FIRST)
        assert days_of(term)["kurt"]["assignments"] == {FIRST: {"late": 3, "used": 2, "beyond": 1}}
        done = autograder_in(term, "extension", FIRST, "kurt", "--none")
        assert f"kurt, {FIRST}: 0.3 -> 0.6" in done.stdout


def test_a_term_without_late_days_is_told_how_to_set_them(tmp_path):
    done = autograder_in(empty_term(tmp_path / "term"), "late_days")
    assert done.returncode == 2
    assert 'plugin_class = "autograder.grading.late_work.late_days.LateDays"' in done.stderr


@pytest.mark.parametrize(
    ("due", "handed_in", "days"),
    [
        ("2026-10-24 22:00", "2026-10-24 22:00", 0),
        ("2026-10-24 22:00", "2026-10-24 22:01", 1),
        ("2026-10-24 22:00", "2026-10-25 22:00", 1),  # 25 hours
        ("2026-10-24 22:00", "2026-10-25 22:01", 2),
        ("2026-10-24 02:30", "2026-10-25 02:30", 1),  # a time that is there twice
        ("2026-10-20 22:00", "2026-10-27 21:00", 7),
        ("2026-03-28 22:00", "2026-03-29 22:00", 1),  # 23 hours
        ("2026-03-28 22:00", "2026-03-29 22:01", 2),
        ("2026-03-28 02:30", "2026-03-29 03:30", 1),  # a time that is left out
        ("2026-03-28 02:30", "2026-03-29 03:31", 2),
    ],
)
def test_a_day_ends_at_the_same_time_of_day_when_the_clocks_are_changed(due, handed_in, days):
    assert HandIn(FIRST, berlin(due), berlin(handed_in)).days_late() == days


def test_who_hands_in_later_is_never_less_late():
    due = berlin("2026-10-24 02:30")
    quarter = datetime.timedelta(minutes=15)
    utc = due.astimezone(datetime.UTC)
    late = [HandIn(FIRST, due, (utc + n * quarter).astimezone(due.tzinfo)).days_late() for n in range(4 * 24 * 4)]
    assert late == sorted(late)


def test_grace_moves_the_end_of_every_day():
    def late(handed_in: str) -> int:
        return HandIn(FIRST, berlin("2026-10-05 22:00"), berlin(handed_in)).days_late(datetime.timedelta(minutes=30))

    assert [late(f"2026-10-{day} 22:{minute}") for day in ("05", "06") for minute in (30, 31)] == [0, 1, 1, 2]


def test_days_are_spent_by_due_date_however_the_works_are_listed():
    term = [HandIn(a, berlin(DUE[a]), berlin(when)) for a, when in HANDED_IN["emmy"].items()]
    expected = {FIRST: Spent(1, 1), SECOND: Spent(1, 1), THIRD: Spent(3, 1)}
    for listed in itertools.permutations(term):
        assert spent(listed, 3, 2, datetime.timedelta(minutes=30)) == expected


def test_what_has_no_due_date_or_no_time_takes_no_days():
    when = berlin("2026-10-05 22:00")
    term = [HandIn(FIRST, None, when), HandIn(SECOND, when, None), HandIn(THIRD, when, when)]
    assert spent(term, 3, None, datetime.timedelta()) == {THIRD: Spent(0, 0)}


def configured(**settings: object) -> Config:
    config = Config()
    config.AssignLatePenalties.plugin_class = "autograder.grading.late_work.late_days.LateDays"
    config.LateDays.update({"budget": 3, "lost_per_day": 0.1} | settings)
    return config


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"budget": -1}, "budget"),
        ({"budget": 2.5}, "budget"),
        ({"budget": "three"}, "budget"),
        ({"most": -1}, "most"),
        ({"lost_per_day": 10}, "lost_per_day"),
        ({"lost_per_day": float("nan")}, "lost_per_day"),
        ({"grace": -5.0}, "grace"),
        ({"grace": float("inf")}, "grace"),
        ({"days": 3}, "c.LateDays.days is no setting"),
    ],
)
def test_a_setting_out_of_its_range_is_refused_by_its_name(settings, said):
    with pytest.raises(LateRuleFailed, match=said):
        late_rule(configured(**settings))


@pytest.mark.parametrize("absent", ["budget", "lost_per_day"])
def test_a_budget_and_what_is_lost_beyond_it_must_be_set(absent):
    config = configured()
    del config.LateDays[absent]
    with pytest.raises(LateRuleFailed, match=f"c.LateDays.{absent} is not set"):
        late_rule(config)


@pytest.mark.parametrize("zone", ["CEST", "Mars/Olympus", 2])
def test_a_time_zone_that_is_none_is_refused(zone):
    config = configured()
    config.LatePenalties.timezone = zone
    with pytest.raises(LateRuleFailed, match=r"c\.LatePenalties\.timezone is"):
        late_rule(config)


@pytest.mark.parametrize("command", [("grade", FIRST), ("late_days",), ("extension", FIRST, "kurt", "--days", "1")])
def test_a_bad_setting_is_told_in_a_sentence_and_nothing_is_written(term, command):
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.LateDays.budget = -1\n")
    before = (term / "gradebook.db").read_bytes()
    done = autograder_in(term, *command)
    assert done.returncode in (1, 2)
    assert "budget" in done.stderr
    assert "nbgrader_config.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert (term / "gradebook.db").read_bytes() == before


def test_an_instructors_own_rule_may_get_dates_in_the_courses_time_zone():
    class ATenthAWorkingDay(BasePlugin):
        def penalty_by_dates(self, student_id, score, late, term):
            assert late in term
            days = [late.due + datetime.timedelta(days=n) for n in range(late.days_late())]
            return score * 0.1 * sum(day.weekday() < 5 for day in days)

        def late_submission_penalty(self, student_id, score, total_seconds_late):
            raise AssertionError("the rule has dates")

    config = Config()
    config.AssignLatePenalties.plugin_class = ATenthAWorkingDay
    config.LatePenalties.timezone = "Europe/Berlin"
    # From half past midnight on a Saturday in Berlin, which is Friday in UTC, to Monday.
    late = HandIn(FIRST, datetime.datetime(2026, 10, 9, 22, 30), datetime.datetime(2026, 10, 12, 8))
    assert late_rule(config).points_lost("ada", 3.0, late, [late]) == pytest.approx(0.3)
