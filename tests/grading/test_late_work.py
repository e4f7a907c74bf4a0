"""Late work costs the same by nbgrader's own autograde and by this course's grade, extensions and regrades included."""

import csv
import datetime
import sqlite3
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from terms import nbgrader
from traitlets.config import Config

from autograder.authoring.release import stub
from autograder.grading.late_work.lateness import HandIn
from autograder.grading.late_work.rule import LateRuleFailed, late_rule
from autograder.judging.references import reference_source

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
COURSE_ID = "training-neural-networks"
DEADLINE = "2026-10-05 22:00:00 UTC"
POINTS = 3.0  # of the two functions; the written answer is blank
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
# When each of them handed in, and the days of extension.
CLASS = {
    "in_time": ("2026-10-05 21:59:59 UTC", 0),
    "on_the_stroke": ("2026-10-05 22:00:00 UTC", 0),
    "a_second_late": ("2026-10-05 22:00:01 UTC", 0),
    "two_days_late": ("2026-10-07 21:00:00 UTC", 0),
    "a_month_late": ("2026-11-05 22:00:00 UTC", 0),
    "extended_enough": ("2026-10-07 21:00:00 UTC", 2),
    "extended_too_little": ("2026-10-07 21:00:00 UTC", 1),
    "blank_and_late": ("2026-10-07 21:00:00 UTC", 0),
    "no_timestamp": (None, 0),
}
TENTH_A_DAY = """
from nbgrader.plugins import BasePlugin


class TenthADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(0.1 * -(-total_seconds_late // 86_400), 0.5)


get_config().AssignLatePenalties.plugin_class = TenthADay
"""
# By hand: a tenth of 3 points for every day begun, half of them at most.
TENTHS = {
    "in_time": None,
    "on_the_stroke": None,
    "a_second_late": 0.3,
    "two_days_late": 0.6,
    "a_month_late": 1.5,
    "extended_enough": None,
    "extended_too_little": 0.3,
    "blank_and_late": 0.0,
    "no_timestamp": None,
}
IN_TIME = {student for student, penalty in TENTHS.items() if penalty is None}
ZERO = "\nget_config().LateSubmissionPlugin.penalty_method = 'zero'\n"
NOTHING_LEFT = {s: None if s in IN_TIME else 0.0 if s == "blank_and_late" else POINTS for s in CLASS}
RULES = {"a tenth a day": (TENTH_A_DAY, TENTHS), "zero": (ZERO, NOTHING_LEFT), "none": ("", dict.fromkeys(CLASS))}


@pytest.fixture
def grade(autograder, term):
    """Grades the class by this course's command."""
    return partial(autograder, "grade", ASSIGNMENT, "--seed", "5", cwd=term)


def gradebook(term: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{term}/gradebook.db", COURSE_ID)


def penalties(term: Path) -> dict[str, float | None]:
    """By student; None where no penalty was set."""
    with gradebook(term) as book:
        return {s.student.id: s.notebooks[0].late_submission_penalty for s in book.assignment_submissions(ASSIGNMENT)}


def close_to(expected: dict[str, float | None]) -> dict:
    # Sums and products of a few floating-point numbers of the size 1.
    return {s: None if p is None else pytest.approx(p, abs=1e-12) for s, p in expected.items()}


def late_class(term: Path, hand_in, rule: str) -> None:
    """A class whose deadline is set, with the term's rule for late work."""
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + rule)
    for student, (when, _) in CLASS.items():
        module = stub(RIGHT) if student == "blank_and_late" else RIGHT
        folder = hand_in(student, ASSIGNMENT, standardize=module)
        if when:
            (folder / "timestamp.txt").write_text(when)
    nbgrader("db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}", cwd=term)


def grant_extensions(term: Path) -> None:
    with gradebook(term) as book:
        for student, (_, days) in CLASS.items():
            if days:
                book.grant_extension(ASSIGNMENT, student, days=days)


@pytest.mark.parametrize("rule", RULES)
def test_nbgraders_way_and_ours_take_the_same_points_off(hand_in, term, grade, rule):
    text, expected = RULES[rule]
    late_class(term, hand_in, text)
    nbgrader("generate_assignment", ASSIGNMENT, f"--CourseDirectory.release_directory={term}/out", cwd=term)
    nbgrader("autograde", ASSIGNMENT, cwd=term)
    grant_extensions(term)
    nbgrader("autograde", ASSIGNMENT, "--force", cwd=term)
    assert penalties(term) == close_to(expected)
    with sqlite3.connect(term / "gradebook.db") as database:
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = 0.125")
    done = grade()
    assert done.returncode == 0, done.stderr
    assert penalties(term) == close_to(expected)


def test_the_penalty_follows_an_extension_a_deadline_and_points_by_hand_at_the_next_grading(hand_in, term, grade):
    late_class(term, hand_in, TENTH_A_DAY)
    assert grade().returncode == 0
    grant_extensions(term)
    with gradebook(term) as book:
        book.grant_extension(ASSIGNMENT, "a_second_late", hours=1)
        mark = book.find_grade("standardize_written", EXERCISE, ASSIGNMENT, "two_days_late")
        mark.manual_score, mark.extra_credit = 1.0, 0.5
        book.db.commit()
    assert grade().returncode == 0
    # 3 + 1 + 0.5 points, of which two tenths are lost.
    assert penalties(term) == close_to(TENTHS | {"a_second_late": None, "two_days_late": 0.9})
    with gradebook(term) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2027-01-01 00:00:00 UTC")
    assert grade("--student", "two_days_late", "a_month_late").returncode == 0
    assert penalties(term) == close_to(TENTHS | dict.fromkeys(["a_second_late", "two_days_late", "a_month_late"]))


def test_every_export_has_the_points_that_are_left(hand_in, term, grade, autograder):
    late_class(term, hand_in, TENTH_A_DAY)
    assert grade().returncode == 0
    grant_extensions(term)
    assert grade().returncode == 0
    nbgrader("export", "--to", "theirs.csv", cwd=term)
    for system in ("nbgrader", "canvas", "moodle"):
        done = autograder("export", ASSIGNMENT, "--for", system, "--to", f"{system}.csv", cwd=term)
        assert done.returncode == 0, done.stderr
    left = {
        s: 0.0 if s == "blank_and_late" else pytest.approx(POINTS - (p or 0.0), abs=0.005) for s, p in TENTHS.items()
    }

    def column(name: str, student: str, points: str) -> dict[str, float]:
        with (term / name).open(encoding="utf-8-sig", newline="") as file:
            return {row[student]: float(row[points]) for row in csv.DictReader(file) if row[student]}

    assert column("theirs.csv", "student_id", "score") == left
    assert column("nbgrader.csv", "student_id", "score") == left
    assert column("canvas.csv", "SIS Login ID", ASSIGNMENT) == left
    assert column("moodle.csv", "Username", f"{ASSIGNMENT} (Real)") == left


def test_a_rule_that_fails_is_told_and_the_next_grading_goes_on(hand_in, term, grade):
    right = "return score * min(0.1 * -(-total_seconds_late // 86_400), 0.5)"
    assert right in TENTH_A_DAY
    late_class(term, hand_in, TENTH_A_DAY.replace(right, "return 1 / 0"))
    done = grade()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for text in ("TenthADay", "ZeroDivisionError", "nbgrader_config.py", "No grade is lost"):
        assert text in done.stderr
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text().replace("return 1 / 0", right))
    assert grade().returncode == 0
    grant_extensions(term)
    assert grade().returncode == 0
    assert penalties(term) == close_to(TENTHS)


@pytest.mark.parametrize(
    ("gives", "taken_off"),
    [(1.25, 1.25), (None, None), (True, 1.0), (-1, 0.0), (7, 3.0), (float("inf"), 3.0), (np.float64(0.5), 0.5)],
)
def test_a_penalty_is_kept_between_nothing_and_all_points(gives, taken_off):
    assert points_lost_by(gives) == taken_off


@pytest.mark.parametrize("gives", ["a tenth", float("nan"), [1.0], object()])
def test_what_is_no_number_of_points_is_refused_with_the_rules_name_and_the_student(gives):
    with pytest.raises(LateRuleFailed, match="Giving, failed for ada"):
        points_lost_by(gives)


def points_lost_by(penalty: object) -> float | None:
    """What ada loses of 3 points, a minute late, by a rule that gives this."""

    class Giving(BasePlugin):
        def late_submission_penalty(self, student_id, score, total_seconds_late):
            return penalty

    config = Config()
    config.AssignLatePenalties.plugin_class = Giving
    late = HandIn(ASSIGNMENT, datetime.datetime(2026, 10, 5, 22), datetime.datetime(2026, 10, 5, 22, 1))
    return late_rule(config).points_lost("ada", 3.0, late, [late])


def test_a_rule_that_cannot_be_loaded_is_told_before_anything_is_graded(hand_in, term, grade):
    late_class(term, hand_in, "\nget_config().AssignLatePenalties.plugin_class = 'late_rules.OursForThisTerm'\n")
    done = grade()
    assert done.returncode == 1
    assert "late_rules.OursForThisTerm" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (term / "autograded").exists()
    assert not list((term / "gradings").glob("*/*.jsonl"))
