"""Nothing older stays without a word: points by hand, penalties, submissions and releases of two times."""

import csv
import json
import shutil

import pytest
from terms import autograder_in, empty_term, hand_in_to, open_gradebook, write_answer

from autograder.authoring.release import stub
from autograder.grading.course import open_course
from autograder.judging.references import reference_source

ASSIGNMENT, EXERCISE, WRITTEN, FUNCTION = "data_processing", "standardize", "standardize_written", "standardize"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
BEFORE, LAST = RIGHT.split("def standardize(")
HALF = f"{BEFORE}def standardize({LAST.replace('X - mean', 'X + mean')}"
RULE = """
from nbgrader.plugins import BasePlugin


class TenthADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(0.1 * -(-total_seconds_late // 86_400), 0.5)


get_config().AssignLatePenalties.plugin_class = TenthADay
"""


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    """A graded class of two: a person gave both points, Ada for her answer, Kurt for his module and for no answer."""
    term = empty_term(tmp_path_factory.mktemp("two times") / "term")
    (term / "nbgrader_config.py").write_text((term / "nbgrader_config.py").read_text() + RULE)
    write_answer(hand_in_to(term, "ada", ASSIGNMENT, standardize=RIGHT), EXERCISE, "By the training set's.")
    folder = hand_in_to(term, "kurt", ASSIGNMENT, standardize=HALF)
    (folder / "timestamp.txt").write_text("2026-10-07 21:00:00 UTC")
    open_course(term)  # nbgrader calls alembic by its name: the configuration says where it is
    with open_gradebook(term) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2026-10-05 22:00:00 UTC")
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 0
    with open_gradebook(term) as book:
        for student, points, comment in (("ada", 0.5, "Why?"), ("kurt", 0.0, "You wrote nothing.")):
            grade = book.find_grade(WRITTEN, EXERCISE, ASSIGNMENT, student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.25, False
            book.find_comment(WRITTEN, EXERCISE, ASSIGNMENT, student).manual_comment = comment
        grade = book.find_grade(FUNCTION, EXERCISE, ASSIGNMENT, "kurt")
        grade.manual_score, grade.needs_manual_grade = 0.75, False
        book.db.commit()
    return term


@pytest.fixture
def term(by_hand, tmp_path):
    return shutil.copytree(by_hand, tmp_path / "a term")


def points(term, student, cell):
    """What a person gave, what counts, and whether the answer waits."""
    with open_gradebook(term) as book:
        grade = book.find_grade(cell, EXERCISE, ASSIGNMENT, student)
        return grade.manual_score, grade.score, grade.needs_manual_grade


def exported(term, *options):
    done = autograder_in(term, "export", ASSIGNMENT, "--to", "grades.csv", *options)
    assert done.returncode == 0, done.stderr
    with (term / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}, done.stdout


def test_points_by_hand_wait_for_a_person_where_the_answer_has_changed(term):
    folder = term / "submitted" / "kurt" / ASSIGNMENT
    write_answer(folder, EXERCISE, "Now I wrote something.")
    (folder / f"{EXERCISE}.py").write_text(RIGHT)
    done = autograder_in(term, "grade", ASSIGNMENT, "--seed", 5)
    assert done.returncode == 0, done.stderr
    assert "kurt, standardize_written: 0 and 0.25 extra (“You wrote nothing.”)" in " ".join(done.stdout.split())
    assert "kurt, standardize: 0.75" in done.stdout
    assert points(term, "kurt", WRITTEN) == (None, 0, True)
    assert points(term, "kurt", FUNCTION) == (None, 1, True)
    assert points(term, "ada", WRITTEN)[:2] == (0.5, 0.75)
    scores, said = exported(term)
    assert scores == {"ada": 3.75, "kurt": pytest.approx(2.4)}
    assert "do not count and wait to be given anew: kurt, standardize: 0.75; kurt, standardize_written: 0" in said
    assert "You wrote nothing" not in moodle_comment(term, "kurt")
    look_again(term)
    assert "given anew" not in exported(term)[1]


def moodle_comment(term, student):
    assert autograder_in(term, "export", ASSIGNMENT, "--for", "moodle", "--to", "m.csv").returncode == 0
    with (term / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["Username"]: row[f"{ASSIGNMENT} (Feedback)"] for row in csv.DictReader(file)}[student]


def look_again(term):
    with open_gradebook(term) as book:
        for cell, given in ((WRITTEN, 1.0), (FUNCTION, 1.0)):
            grade = book.find_grade(cell, EXERCISE, ASSIGNMENT, "kurt")
            grade.manual_score, grade.needs_manual_grade = given, False
        book.db.commit()
    assert autograder_in(term, "grade", ASSIGNMENT, "--student", "kurt").returncode == 0
    assert points(term, "kurt", WRITTEN)[0] == 1.0


def test_an_answer_that_a_stopped_grading_has_cleared_is_still_known(term):
    """The folder that the person saw is gone; what was in it is recorded."""
    write_answer(term / "submitted" / "ada" / ASSIGNMENT, EXERCISE, "By nobody's.")
    config = term / "nbgrader_config.py"
    text = config.read_text()
    # The rule for late work fails for Kurt when the batch is stored.
    config.write_text(text.replace("return score", "return nothing * score"))
    assert autograder_in(term, "grade", ASSIGNMENT, "--seed", 5).returncode == 1
    config.write_text(text)
    assert autograder_in(term, "grade", ASSIGNMENT, "--student", "kurt", "--seed", 6).returncode == 0
    done = autograder_in(term, "grade", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert points(term, "ada", WRITTEN) == (None, 0, True)


def test_a_late_penalty_follows_points_by_hand_and_an_extension_at_once(term):
    # 2 of the machine, 0.75 by hand for 0.11, 0.25 extra: 3 points, of which two tenths are lost.
    scores, said = exported(term)
    assert scores["kurt"] == pytest.approx(3.0 * 0.8)
    assert "kurt 0.4 -> 0.6" in said
    with open_gradebook(term) as book:
        book.grant_extension(ASSIGNMENT, "kurt", days=1)
    assert exported(term)[0]["kurt"] == pytest.approx(3.0 * 0.9)
    assert autograder_in(term, "grade", ASSIGNMENT, "--student", "kurt").returncode == 0
    scores, said = exported(term)
    assert scores["kurt"] == pytest.approx(3.0 * 0.9)
    assert "reckoned anew" not in said


def test_a_submission_that_is_gone_is_named_and_its_grade_can_be_taken_out(term):
    refused = autograder_in(term, "ungrade", ASSIGNMENT, "kurt")
    assert refused.returncode == 2
    assert "is there" in refused.stderr
    shutil.rmtree(term / "submitted" / "kurt")
    done = autograder_in(term, "grade", ASSIGNMENT)
    command = f"ungrade {ASSIGNMENT} kurt"
    assert f"the grade stays: kurt\nTo take one out: python -m autograder {command}" in done.stdout
    assert f"python -m autograder {command}" in exported(term)[1]
    assert autograder_in(term, *command.split()).returncode == 0
    scores, said = exported(term)
    assert "ungrade" not in said
    assert scores == {"ada": 3.75, "kurt": 0}
    (kept,) = (term / "gradings" / ASSIGNMENT / "taken_out").iterdir()
    grades = json.loads((kept / "grades.json").read_text())
    assert {g["cell"]: g["points"] for g in grades["by_hand"]} == {FUNCTION: 0.75, WRITTEN: 0.0}
    assert (kept / "autograded" / f"{EXERCISE}.py").read_text() == HALF
    again = autograder_in(term, *command.split())
    assert again.returncode == 2
    assert "no grade" in again.stderr


def test_grades_of_an_earlier_release_are_named_until_they_are_graded_anew(term):
    for journal in (term / "gradings" / ASSIGNMENT).glob("*.jsonl"):
        head, rest = journal.read_text().split("\n", 1)
        journal.write_text(json.dumps(json.loads(head) | {"made_from": "other rules"}) + "\n" + rest)
    assert "of different releases: ada, kurt." in exported(term)[1]
    done = autograder_in(term, "grade", ASSIGNMENT, "--student", "ada")
    assert "of different releases: kurt." in done.stdout
    done = autograder_in(term, "overview", ASSIGNMENT)
    assert "of different releases: kurt." in done.stdout
    assert "of different releases: kurt." in (term / "overview" / f"{ASSIGNMENT}.html").read_text()
    assert "releases" not in autograder_in(term, "grade", ASSIGNMENT).stdout


def test_an_id_that_differs_by_capitals_or_accents_makes_no_second_student(term):
    with open_gradebook(term) as book:
        book.update_or_create_student("z\u00fclal")
    for name in ("ADA", "zu\u0308lal", "new_one", "Twin", "twin"):
        hand_in_to(term, name, ASSIGNMENT, standardize=stub(RIGHT))
    done = autograder_in(term, "grade", ASSIGNMENT)
    assert done.returncode == 1
    first = done.stdout.splitlines()[0]
    assert first == "New in the gradebook, by the names of their folders: new_one"
    assert "'ada'. If they are one student: python -m autograder merge" in done.stdout
    assert f"mv '{term}/submitted/zu\u0308lal' '{term}/submitted/z\u00fclal'" in done.stdout
    with open_gradebook(term) as book:
        assert {s.id for s in book.students} == {"ada", "kurt", "z\u00fclal", "new_one"}


# nbgrader makes the row while its session looks for others.
@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
def test_an_extension_before_anything_is_handed_in_is_kept_and_is_no_submission(term):
    with open_gradebook(term) as book:
        book.update_or_create_student("emmy")
        book.update_or_create_submission(ASSIGNMENT, "emmy")
        book.grant_extension(ASSIGNMENT, "emmy", days=3)
    assert "handed nothing in, and get 0: 1." in exported(term)[1]
    folder = hand_in_to(term, "emmy", ASSIGNMENT, standardize=RIGHT)
    (folder / "timestamp.txt").write_text("2026-10-08 21:00:00 UTC")
    assert autograder_in(term, "grade", ASSIGNMENT).returncode == 0
    assert exported(term)[0]["emmy"] == 3.0
