"""What a regrade changed, for whom and why: told from the records, and never of a first grading."""

import csv
import io
import shutil
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook
from terms import autograder_in, empty_term, hand_in_to

from autograder.class_list import original
from autograder.grading.changes import NO_CAUSE, PENALTY, changes
from autograder.grading.gradebook.points import CellPoints
from autograder.grading.graded_folder import Origin
from autograder.grading.student_record import StudentRecord, keep_before, read_before
from autograder.judging.references import reference_source

ASSIGNMENT, EXERCISE, FUNCTION, WRITTEN = "data_processing", "standardize", "standardize", "standardize_written"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
WRONG = RIGHT.replace("X - mean", "X + mean")
EVIL = "=evil"
NOTHING = CellPoints(0.0)
ORIGIN = Origin("run", 1, "bubblewrap", "rules", "module", "notebook")


def record(points, verdict="pass", diagnosis="", by_hand=False, written=NOTHING, origin=ORIGIN, **more):
    cells = {EXERCISE: {FUNCTION: CellPoints(points, by_hand), WRITTEN: written}}
    findings = {EXERCISE: {FUNCTION: (verdict, diagnosis)}}
    return StudentRecord("ada", cells=cells, findings=findings, origins={EXERCISE: origin}, **more)


def found(before, after):
    return [
        (c.function, c.before.points, c.after.points, c.reason) for c in changes(ASSIGNMENT, [before], {"ada": after})
    ]


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        ({"module": "other"}, "another submission"),
        ({"made_from": "other"}, "other rules"),
        ({"seed": 2}, "another seed"),
        ({"isolation": "landlock"}, "another isolation"),
        ({"module": "other", "seed": 2}, "another submission; another seed"),
        ({"run": "later", "notebook": "other"}, NO_CAUSE),
    ],
)
def test_the_reason_is_all_that_differs_between_the_two_gradings(origin, reason):
    after = record(0.5, "fail", origin=replace(ORIGIN, **origin))
    assert found(record(1.0), after) == [(FUNCTION, 1.0, 0.5, reason)]


def test_a_written_answer_changes_with_its_notebook_and_not_with_rules_or_seed():
    other = replace(ORIGIN, seed=2, made_from="other", notebook="other", module="other")
    before, after = record(1.0, written=CellPoints(1.0, True)), record(1.0, written=CellPoints(None), origin=other)
    assert found(before, after) == [(WRITTEN, 1.0, None, "points by hand set aside; another submission")]


def test_a_verdict_or_a_diagnosis_that_changed_is_a_change_although_the_points_are_the_same():
    other = replace(ORIGIN, made_from="other")
    for after in (record(0.0, "timeout", origin=other), record(0.0, "fail", "climbs uphill", origin=other)):
        assert found(record(0.0, "fail"), after) == [(FUNCTION, 0.0, 0.0, "other rules")]


def test_points_by_hand_that_count_before_and_after_hide_no_change_of_the_verdict():
    other = replace(ORIGIN, module="other")
    assert found(record(1.0, by_hand=True), record(1.0, "fail", by_hand=True, origin=other)) == [
        (FUNCTION, 1.0, 1.0, "another submission")
    ]


def test_a_late_penalty_is_a_change_of_its_own_with_what_it_came_from():
    before = record(1.0, penalties={EXERCISE: 0.1}, timestamp="2026-10-06T22:00:00")
    again = replace(before, penalties={EXERCISE: 0.2})
    assert found(before, again) == [
        (
            PENALTY,
            -0.1,
            -0.2,
            "late penalty changed: points by hand, deadline, extension or rule since the last grading",
        )
    ]
    later = replace(again, timestamp="2026-10-07T22:00:00")
    assert found(before, later)[0][3] == "late penalty changed: another time of handing in"
    fewer = record(0.5, penalties={EXERCISE: 0.05}, timestamp=before.timestamp, origin=replace(ORIGIN, seed=2))
    assert found(before, fewer)[1] == (PENALTY, -0.1, -0.05, "late penalty changed: other points")


def test_a_first_grade_is_no_change_and_a_lost_one_is():
    nothing = StudentRecord("ada")
    assert found(nothing, record(1.0)) == []
    assert (FUNCTION, 1.0, None, "taken out to be graded, and not graded yet") in found(record(1.0), nothing)


def test_grades_of_an_earlier_version_say_that_the_reason_is_not_recorded():
    before = replace(record(1.0), origins={})
    assert found(before, record(0.5))[0][3].startswith("not recorded: ")


def test_the_first_state_of_a_student_counts_and_a_torn_line_does_not(tmp_path):
    (tmp_path / "gradings" / ASSIGNMENT).mkdir(parents=True)
    about = (tmp_path, ASSIGNMENT, "run")
    keep_before(*about, [record(1.0)])
    with (tmp_path / "gradings" / ASSIGNMENT / "run.before").open("ab") as file:
        file.write(b'{"student": "kurt", "ce')
    keep_before(*about, [record(0.0), StudentRecord("kurt")])
    assert read_before(*about) == {"ada": record(1.0), "kurt": StudentRecord("kurt")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Ada, right, with points by hand for her answer, and one with a name like a formula, wrong; graded with seed 1."""
    term = empty_term(tmp_path_factory.mktemp("changes") / "autumn term")
    for student, module in (("ada", RIGHT), (EVIL, WRONG)):
        hand_in_to(term, student, ASSIGNMENT, standardize=module)
    first = grade(term, "--seed", "1")
    assert "change" not in first
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as book:
        book.find_grade(FUNCTION, EXERCISE, ASSIGNMENT, "ada").manual_score = 0.75
        book.db.commit()
    return term


@pytest.fixture
def term(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "autumn term")


def grade(term, *arguments):
    done = autograder_in(term, "grade", ASSIGNMENT, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_grading_again_says_that_nothing_changed(term):
    said = grade(term, "--seed", "1", "--changes", "changes.csv")
    assert "\nNothing changed.\n" in said
    assert len((term / "changes.csv").read_text().splitlines()) == 1


def test_a_regrade_tells_its_changes_keeps_them_and_writes_them_where_it_is_told(term):
    for student, module in (("ada", WRONG), (EVIL, RIGHT)):
        (term / "submitted" / student / ASSIGNMENT / f"{EXERCISE}.py").write_text(module)
    said = grade(term, "--seed", "1", "--changes", "changes.csv")
    text = (term / "changes.csv").read_text()
    (kept,) = (term / "gradings" / ASSIGNMENT).glob("*.changes.csv")
    assert kept.read_text() == text
    assert f"Changes: 4, students: 2. All of them: {kept}\n" in said
    assert "  ada, standardize, standardize: 0.75 -> " in said
    of_function = (row for row in csv.DictReader(io.StringIO(text)) if row["function"] == FUNCTION)
    changed = {original(row["student"]): row for row in of_function}
    ada, evil = changed["ada"], changed[EVIL]
    assert '"\'=evil"' in text, "a name that begins like a formula starts one"
    assert (ada["points_before"], ada["verdict_before"], ada["verdict_after"]) == ("0.75", "pass", "fail")
    assert ada["reason"] == "points by hand set aside; another submission"
    assert (evil["points_after"], evil["verdict_after"], evil["reason"]) == ("1.0", "pass", "another submission")
    assert evil["diagnosis_before"] != evil["diagnosis_after"] == ""


def test_changes_that_cannot_be_written_are_refused_before_anything_is_graded(term):
    before = (term / "gradebook.db").read_bytes()
    done = autograder_in(term, "grade", ASSIGNMENT, "--changes", "nowhere/changes.csv")
    assert (done.returncode, done.stderr) == (
        2,
        "autograder: nowhere/changes.csv cannot be written. Name a file in a folder that exists.\n",
    )
    assert (term / "gradebook.db").read_bytes() == before
