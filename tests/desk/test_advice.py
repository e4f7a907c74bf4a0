"""The program's advice, done literally in the situation in which it is given: it helps, and harms nothing."""

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from terms import autograder_in, empty_term, hand_in_to, open_gradebook

from autograder.grading import course as course_module
from autograder.grading.gradebook.version import PACKAGES
from autograder.judging.references import ROOT, reference_source

ASSIGNMENT, EXERCISE, WRITTEN = "data_processing", "standardize", "standardize_written"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)
BIN = Path(sys.executable).parent
# Advice of these rooms that is a command; each names the test below that does it, or the one that does it elsewhere.
COVERED = {
    "python -m autograder grade": "test_what_is_not_graded_yet_is_graded_as_advised",
    "python -m autograder register": "test_changed_cells_and_points_are_registered_as_advised",
    "python -m autograder ungrade": "tests/grading/test_two_times.py",
    "python -m autograder leave": "tests/grading/test_accounts.py",
    "python -m autograder merge": "test_a_renamed_account_is_merged_as_advised, tests/grading/test_accounts.py",
    "python -m autograder unpack": "test_an_empty_folder_is_filled_as_advised",
    "python -m autograder release": "tests/authoring/test_release.py",
    "nbgrader collect": "tests/platforms/test_exchange.py",
    "nbgrader db": "test_students_are_added_as_advised, test_an_older_gradebook_is_brought_up_to_date_as_advised",
    "pip install": "test_a_driver_that_is_missing_is_called_by_its_packages_name",
    "ls": "test_a_name_is_looked_for_as_advised",
    "chmod": "test_a_protection_is_lifted_as_advised",
    "mv": "tests/grading/test_two_times.py",
}
ADVICE = re.compile(
    r"python -m autograder \w+|nbgrader (?:db|collect|generate_assignment)|pip install|\bls |\bchmod |\bmv "
)


def test_every_command_that_these_rooms_advise_is_tried():
    for room in ("grading", "desk"):
        for path in (ROOT / "autograder" / room).rglob("*.py"):
            # What a file says of itself, in its first text, is no advice.
            text = path.read_text().split('"""', 2)[-1]
            for found in ADVICE.findall(text):
                assert found.strip() in COVERED, f"{path}: {found}"


def do(term, command):
    """Do one line of advice in a term, as a shell does."""
    words = shlex.split(command)
    if words[:3] == ["python", "-m", "autograder"]:
        done = autograder_in(term, *words[3:])
    else:
        program = [str(BIN / "nbgrader")] if words[0] == "nbgrader" else [words[0]]
        done = subprocess.run([*program, *words[1:]], cwd=term, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def advised(said, start):
    """The command that a message advises, to the end of its line or sentence."""
    (command,) = re.findall(rf"({re.escape(start)}[^\n]*?)(?:\. |\.?$)", said.strip(), re.MULTILINE)
    return command


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class of two, in a folder with a space in its name; a person gave Ada a point, and a deadline is set."""
    term = empty_term(tmp_path_factory.mktemp("advice") / "a term")
    for student in ("ada", "kurt"):
        hand_in_to(term, student, ASSIGNMENT, standardize=RIGHT)
    assert autograder_in(term, "grade", ASSIGNMENT).returncode == 0
    with open_gradebook(term) as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2030-10-05 22:00:00 UTC")
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="Lovelace", email="a@x", lms_user_id="1")
        gradebook.find_grade(WRITTEN, EXERCISE, ASSIGNMENT, "ada").manual_score = 1.0
        gradebook.db.commit()
    return term


@pytest.fixture
def term(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "a term")


def scores(term):
    with open_gradebook(term) as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}


@pytest.mark.parametrize("lost", ["gradebook.db", "results.json"])
def test_what_is_not_graded_yet_is_graded_as_advised(term, lost):
    before = scores(term)
    name = "autograded/kurt/data_processing/results.json" if lost == "results.json" else lost
    (term / name).unlink()
    for command in (["overview"], ["export", "--for", "moodle", "--to", "m.csv"], ["feedback"]):
        done = autograder_in(term, *command[:1], ASSIGNMENT, *command[1:])
        assert done.returncode
    do(term, advised(done.stderr, "python -m autograder grade"))
    assert autograder_in(term, "overview", ASSIGNMENT).returncode == 0
    assert scores(term) == (before if lost == "results.json" else {"ada": 3.0, "kurt": 3.0})


def release_with(tmp_path, monkeypatch, change):
    """A release of its own, with changed notebooks."""
    exercises = shutil.copytree(ROOT / "exercises" / ASSIGNMENT, tmp_path / "exercises" / ASSIGNMENT)
    path = exercises / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)
    monkeypatch.setattr(course_module.Course, "folder", released_from(tmp_path, course_module.Course.folder))
    return exercises


def released_from(tmp_path, folder):
    def of_the_release(course, step, student, assignment):
        if step == course.directory.release_directory:
            return tmp_path / "exercises" / assignment
        return folder(course, step, student, assignment)

    return of_the_release


def graded_cell(notebook, name):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def more_points(notebook):
    graded_cell(notebook, WRITTEN).metadata.nbgrader.points = 2


def another_cell(notebook):
    new = nbformat.from_dict(json.loads(json.dumps(graded_cell(notebook, WRITTEN))))
    new.metadata.nbgrader.grade_id, new.id = "second_written", "second_written"
    notebook.cells.append(new)


def no_written_question(notebook):
    notebook.cells.remove(graded_cell(notebook, WRITTEN))


CHANGES = {
    "points": (more_points, {"ada": 4.0, "kurt": 3.0}, "standardize_written: 2 points, before 1", 5),
    "a cell more": (another_cell, {"ada": 4.0, "kurt": 3.0}, "second_written: new, 1 points", 5),
    "a cell less": (no_written_question, {"ada": 3.0, "kurt": 3.0}, "with the points by hand of ada", 3),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_changed_cells_and_points_are_registered_as_advised(term, tmp_path, monkeypatch, kind):
    change, left, said, possible = CHANGES[kind]
    release_with(tmp_path, monkeypatch, change)
    exercises = sorted((ROOT / "exercises" / ASSIGNMENT).iterdir())
    refused = autograder_in(term, "grade", ASSIGNMENT)
    assert refused.returncode == 2
    told = do(term, advised(refused.stderr, "python -m autograder register"))
    assert said in told
    assert scores(term) == left
    do(term, advised(told, "python -m autograder grade"))
    assert scores(term) == left
    with open_gradebook(term) as gradebook:
        assignment = gradebook.find_assignment(ASSIGNMENT)
        assert str(assignment.duedate) == "2030-10-05 22:00:00"
        assert assignment.max_score == possible
    assert sorted((ROOT / "exercises" / ASSIGNMENT).iterdir()) == exercises
    assert "up to date" in do(term, f"python -m autograder register {ASSIGNMENT}")


LISTS = {
    "canvas": f"Student,ID,SIS User ID,SIS Login ID,Section,{ASSIGNMENT}\n"
    + '"O\'Hara, Zoë",7,,zoe o,1,\n"New, Two",8,,two,1,\n',
    "moodle": "First name,Last name,Email address\nZoë,O'Hara,zoe@x\n-Two,=New,two@x\n",
    "nbgrader": "id,first_name,last_name\nzoe,Zoë,O'Hara\ntwo,Two,New\n",
}


@pytest.mark.parametrize("system", LISTS)
def test_students_are_added_as_advised(term, system):
    (term / "list.csv").write_text(LISTS[system])
    export = ("export", ASSIGNMENT, "--for", system, "--roster", "list.csv", "--to", "grades.csv")
    refused = autograder_in(term, *export)
    assert refused.returncode == 2
    commands = re.findall(r"^ +(nbgrader .*)$", refused.stderr, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        do(term, command)
    done = autograder_in(term, *export)
    assert done.returncode == 0, done.stderr
    assert "students: 2" in done.stdout
    assert scores(term) == {"ada": 4.0, "kurt": 3.0}


def test_a_renamed_account_is_merged_as_advised(term):
    (term / "list.csv").write_text("First name,Last name,Username\nAda,Lovelace,ada king\nKurt,,kurt\n")
    export = ("export", ASSIGNMENT, "--for", "moodle", "--roster", "list.csv", "--to", "grades.csv")
    refused = autograder_in(term, *export)
    assert refused.returncode == 2
    do(term, advised(refused.stderr, "python -m autograder merge"))
    done = autograder_in(term, *export)
    assert done.returncode == 0, done.stderr
    assert "students: 2" in done.stdout
    assert scores(term) == {"ada king": 4.0, "kurt": 3.0}


def test_an_account_that_a_line_tells_besides_another_is_merged_as_advised(term):
    with open_gradebook(term) as gradebook:
        gradebook.update_or_create_student("lovelace", first_name="A.", lms_user_id="7")
    (term / "list.csv").write_text("Student,ID,SIS User ID,SIS Login ID,Section\nAda,7,,ada,1\n")
    export = ("export", ASSIGNMENT, "--for", "canvas", "--roster", "list.csv", "--new-column", "--to", "grades.csv")
    refused = autograder_in(term, *export)
    assert refused.returncode == 1
    do(term, advised(refused.stderr, "python -m autograder merge"))
    assert scores(term) == {"lovelace": 4.0, "kurt": 3.0}


def test_an_empty_folder_is_filled_as_advised(tmp_path):
    term = empty_term(tmp_path / "a term")
    said = autograder_in(term, "grade", ASSIGNMENT).stderr
    work = hand_in_to(tmp_path / "of a student", "ada", ASSIGNMENT, standardize=RIGHT)
    packed = autograder_in(
        work.parent, "pack", ASSIGNMENT, "--exercises", ".", "--output", term / "ada_101_5001_data_processing.zip"
    )
    assert packed.returncode == 0, packed.stderr
    shutil.make_archive(str(term / "submissions"), "zip", term, "ada_101_5001_data_processing.zip")
    do(term, advised(said, "python -m autograder unpack"))
    assert (term / "submitted" / "ada" / ASSIGNMENT / f"{EXERCISE}.py").read_text() == RIGHT


def test_a_name_is_looked_for_as_advised(term):
    said = autograder_in(term, "grade", ASSIGNMENT, "--student", "Ada").stderr
    assert "ada" in do(term, advised(said, "ls")).split()


def test_a_protection_is_lifted_as_advised(term):
    path = term / "the grades.csv"
    path.write_text("")
    path.chmod(0o444)
    said = autograder_in(term, "export", ASSIGNMENT, "--to", path).stderr
    do(term, advised(said, "chmod"))
    assert autograder_in(term, "export", ASSIGNMENT, "--to", path).returncode == 0


def test_an_older_gradebook_is_brought_up_to_date_as_advised(term):
    before = scores(term)
    with sqlite3.connect(term / "gradebook.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '167914646830'")
        connection.execute("ALTER TABLE student DROP COLUMN lms_user_id")
    connection.close()
    said = autograder_in(term, "export", ASSIGNMENT, "--to", "g.csv").stderr
    do(term, advised(said, "nbgrader db").removesuffix(". Nothing was written"))
    assert scores(term) == before


def test_a_driver_that_is_missing_is_called_by_its_packages_name():
    assert PACKAGES == {"psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}


def damaged(path, kind):
    content = path.read_bytes()
    match kind:
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "empty":
            path.write_bytes(b"")
        case "overwritten":
            path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        case "no database":
            path.write_bytes(b"<html>not found</html>" * 99)
        case "a table less":
            with sqlite3.connect(path) as connection:
                connection.execute("DROP TABLE grade")
            connection.close()


@pytest.mark.parametrize("kind", ["cut", "empty", "overwritten", "no database", "a table less"])
def test_a_damaged_gradebook_is_a_sentence_and_the_backup_put_in_its_place_helps(term, kind):
    path = term / "gradebook.db"
    backup = path.read_bytes()
    damaged(path, kind)
    before = path.read_bytes()
    for command in (
        ["grade"],
        ["export", "--to", "g.csv"],
        ["overview"],
        ["feedback"],
        ["register"],
        ["ungrade", "ada"],
    ):
        done = autograder_in(term, command[0], ASSIGNMENT, *command[1:])
        assert done.returncode == 2, (command, done.stdout, done.stderr)
        assert "put your last backup in its place" in done.stderr, command
        assert len(done.stderr.splitlines()) == 1
        assert path.read_bytes() == before
    path.write_bytes(backup)
    assert autograder_in(term, "export", ASSIGNMENT, "--to", "g.csv").returncode == 0
