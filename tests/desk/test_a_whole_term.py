"""A whole term, as the instructor's guide leads through it: nobody's points get lost, or to another.

Twelve students of ten countries, two assignments, late days, an extension before handing in, a second upload after
grading by hand, one who leaves, one whose account is renamed, one with two accounts, and points that are changed.
"""

import csv
import datetime
import shutil

import nbformat
import pytest
from terms import autograder_in, empty_term, hand_in_to, open_gradebook, write_answer

from autograder.grading import course as course_module
from autograder.grading.course import open_course
from autograder.judging.references import ROOT, exercises_of, reference_source

FIRST, SECOND = "data_processing", "transfer_learning"
EXERCISE, WRITTEN = "standardize", "standardize_written"
DUE = {FIRST: "2026-10-05 22:00", SECOND: "2026-11-05 22:00"}
RULE = """
c = get_config()
c.AssignLatePenalties.plugin_class = "autograder.grading.late_work.late_days.LateDays"
c.LateDays.budget = 2
c.LateDays.lost_per_day = 0.1
"""
# id, first name, last name; each has the number in Canvas that is 100 more than the place here.
STUDENTS = [
    ("ibrahim", "İbrahim", "Çelik"),
    ("khai", "Minh Khai", "Nguyễn Thị"),
    ("zoe", "Zoë", "Müller"),
    ("olafur", "Ólafur", "Jónsson"),
    ("wang", "小明", "王"),
    ("soren", "Søren", "Kierkegård"),
    ("maria", "María-José", "Núñez"),
    ("lukasz", "Łukasz", "Żak"),
    ("anna", "Anna", "O'Neil"),
    ("ivan", "Иван", "Кириллов"),
    ("ada", "=Ada", "Lovelace"),
    ("kurt", "Kurt", 'Gödel, "K."'),
]
NUMBER = {student: str(100 + place) for place, (student, _, _) in enumerate(STUDENTS)}
# By the machine; the written answers stay empty but for Ibrahim's.
POINTS = {FIRST: 3.0, SECOND: 4.0}


def do(term, *arguments):
    done = autograder_in(term, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def hand_in(term, student, assignment, late: datetime.timedelta = datetime.timedelta(hours=-1)):
    folder = hand_in_to(
        term, student, assignment, **{e: reference_source(assignment, e) for e in exercises_of(assignment)}
    )
    when = datetime.datetime.fromisoformat(DUE[assignment]) + late
    (folder / "timestamp.txt").write_text(f"{when} UTC")
    return folder


def give_by_hand(term, student, points):
    with open_gradebook(term) as book:
        grade = book.find_grade(WRITTEN, EXERCISE, FIRST, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def as_canvas_reads(content: str, possible: float) -> dict[str, float]:
    """Points by the number of a student: Canvas finds students by ID, and its second line holds the points possible."""
    rows = list(csv.DictReader(content.splitlines()))
    (column,) = (name for name in rows[0] if name.startswith(FIRST))
    assert column == f"{FIRST} (77)"
    assert float(rows[0][column]) == possible
    return {row["ID"]: float(row[column]) for row in rows[1:]}


def as_moodle_reads(content: str) -> dict[str, float]:
    """Points by mail address, as its import maps them."""
    return {
        row["Email address"]: float(row[f"Assignment: {FIRST} (Real)"]) for row in csv.DictReader(content.splitlines())
    }


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """The term at its end."""
    home = tmp_path_factory.mktemp("a whole term")
    term = empty_term(home / "autumn")
    (term / "nbgrader_config.py").write_text((term / "nbgrader_config.py").read_text() + RULE)
    open_course(term)
    with open_gradebook(term) as book:
        for student, first, last in STUDENTS:
            book.add_student(
                student, first_name=first, last_name=last, email=f"{student}@example.org", lms_user_id=NUMBER[student]
            )
        # One account is named otherwise at first, and one student has a second one.
        book.remove_student("wang")
        book.add_student(
            "wang.xm", first_name="小明", last_name="王", email="wang@example.org", lms_user_id=NUMBER["wang"]
        )
        book.add_student("zoe2", first_name="Zoë", last_name="Müller")
        for assignment, due in DUE.items():
            book.update_or_create_assignment(assignment, duedate=f"{due} UTC")
    day = datetime.timedelta(days=1)
    do(term, "extension", FIRST, "maria", "--days", 3)
    for student, _, _ in STUDENTS:
        late = {"soren": day - datetime.timedelta(hours=1), "maria": 2 * day}.get(student, -day)
        hand_in(term, "wang.xm" if student == "wang" else student, FIRST, late)
    write_answer(term / "submitted" / "ibrahim" / FIRST, EXERCISE, "By the mean of the training set.")
    do(term, "grade", FIRST, "--seed", 5)
    give_by_hand(term, "ibrahim", 0.75)
    # A second upload after that: what was given for the first waits for a person.
    write_answer(term / "submitted" / "ibrahim" / FIRST, EXERCISE, "By the statistics of the training set.")
    assert "ibrahim" in do(term, "grade", FIRST, "--seed", 5, "--student", "ibrahim")
    give_by_hand(term, "ibrahim", 1.0)
    for student in ("wang.xm", "zoe2", "soren", "ada", "kurt", "ibrahim"):
        hand_in(term, student, SECOND, 2 * day if student == "soren" else -day)
    do(term, "grade", SECOND, "--seed", 6)
    do(term, "leave", "lukasz")
    do(term, "merge", "wang.xm", "wang")
    do(term, "merge", "zoe2", "zoe")
    with pytest.MonkeyPatch.context() as patch:
        regrade_with_more_points(term, home, patch)
        export(term)
    return term


def regrade_with_more_points(term, home, patch):
    """The written question counts 2 points now, in a release of the instructor's own."""
    exercises = shutil.copytree(ROOT / "exercises" / FIRST, home / "exercises" / FIRST)
    notebook = nbformat.read(exercises / f"{EXERCISE}.ipynb", as_version=4)
    (cell,) = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == WRITTEN)
    cell.metadata.nbgrader.points = 2
    nbformat.write(notebook, exercises / f"{EXERCISE}.ipynb")
    folder = course_module.Course.folder

    def of_the_release(course, step, student, assignment):
        released = step == course.directory.release_directory and assignment == FIRST
        return exercises if released else folder(course, step, student, assignment)

    patch.setattr(course_module.Course, "folder", of_the_release)
    assert autograder_in(term, "grade", FIRST).returncode == 2
    do(term, "register", FIRST)
    do(term, "grade", FIRST, "--seed", 7)


def export(term):
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section,data_processing (77)", "Points Possible,,,,,5"]
    lines += [f'"{last}, {first}",{NUMBER[s]},,{s},1,'.replace('"K."', '""K.""') for s, first, last in STUDENTS]
    (term / "canvas_list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    do(term, "export", FIRST, "--for", "canvas", "--roster", "canvas_list.csv", "--to", "canvas.csv")
    header = ["First name", "Last name", "Email address", f"Assignment: {FIRST} (Real)"]
    rows = [header, *([f, n, f"{s}@example.org", "-"] for s, f, n in STUDENTS)]
    with (term / "moodle_list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    do(term, "export", FIRST, "--for", "moodle", "--roster", "moodle_list.csv", "--to", "moodle.csv")
    do(term, "export", SECOND, "--to", "second.csv")
    do(term, "feedback", FIRST)
    do(term, "term", "--to", "term.csv")


IN_THE_END = {s: POINTS[FIRST] + (1.0 if s == "ibrahim" else 0.0) for s, _, _ in STUDENTS if s != "lukasz"}


def test_canvas_gets_everybodys_points_under_their_number(term):
    read = as_canvas_reads((term / "canvas.csv").read_text(encoding="utf-8-sig"), possible=5)
    assert read == {NUMBER[s]: points for s, points in IN_THE_END.items()}


def test_moodle_gets_everybodys_points_under_their_address(term):
    read = as_moodle_reads((term / "moodle.csv").read_text(encoding="utf-8-sig"))
    assert read == {f"{s}@example.org": points for s, points in IN_THE_END.items()}


def test_late_days_are_spent_over_the_term_and_an_extension_spends_none(term):
    with (term / "second.csv").open(encoding="utf-8-sig", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    # Søren was a day late and then two, with two days for the term: one costs a tenth.
    assert scores["soren"] == pytest.approx(POINTS[SECOND] * 0.9)
    assert {scores[s] for s in ("wang", "zoe", "ada", "kurt", "ibrahim")} == {POINTS[SECOND]}
    assert {scores[s] for s in ("khai", "olafur", "maria", "anna", "ivan")} == {0.0}
    assert "zoe2" not in scores
    assert "lukasz" not in scores


def test_the_term_in_one_file_has_a_line_for_everybody_who_stayed(term):
    with (term / "term.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(IN_THE_END)
    assert float(rows["ibrahim"][FIRST]) == IN_THE_END["ibrahim"]
    assert float(rows["zoe"][SECOND]) == POINTS[SECOND]


def test_who_left_keeps_all_grades_and_gets_no_page(term):
    with open_gradebook(term) as book:
        assert book.find_submission(FIRST, "lukasz").score == POINTS[FIRST]
    pages = {path.parts[-3] for path in (term / "feedback").glob(f"*/{FIRST}/feedback.html")}
    assert pages == set(IN_THE_END)
