"""nbgrader's commands around grading work on this course's terms: db for the class and the assignments, validate."""

import csv
import shutil
import sqlite3
from pathlib import Path

import nbformat
import pytest
from terms import nbgrader

from autograder.judging.references import ROOT, reference_source

ASSIGNMENT, EXERCISE = "data_processing", "standardize"
RIGHT = reference_source(ASSIGNMENT, EXERCISE)


def exported(term: Path) -> dict[str, float]:
    nbgrader("export", "--to", "grades.csv", cwd=term)
    with (term / "grades.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture
def graded(hand_in, autograder, term):
    """A term with two graded students, of whom one is in the class list."""
    (term / "students.csv").write_text("id,first_name,last_name,email\nada,Ada,Lovelace,ada@example.edu\nemmy,Emmy,,\n")
    nbgrader("db", "student", "import", "students.csv", cwd=term)
    nbgrader("db", "assignment", "add", ASSIGNMENT, "--duedate=2026-10-05 22:00:00 UTC", cwd=term)
    for student in ("ada", "guest"):
        hand_in(student, ASSIGNMENT, standardize=RIGHT)
    assert autograder("grade", ASSIGNMENT, cwd=term).returncode == 0
    return term


def test_students_and_assignments_are_added_listed_and_removed(graded, autograder):
    listed = nbgrader("db", "student", "list", cwd=graded).stdout
    assert "There are 3 students" in listed
    assert "ada (Lovelace, Ada) -- ada@example.edu" in listed
    assert f"{ASSIGNMENT} (due: 2026-10-05 22:00:00)" in nbgrader("db", "assignment", "list", cwd=graded).stdout
    assert exported(graded) == {"ada": 3.0, "guest": 3.0, "emmy": 0.0}

    refused = nbgrader("db", "student", "remove", "guest", cwd=graded, code=1)
    assert "--force" in refused.stderr
    nbgrader("db", "student", "remove", "guest", "--force", cwd=graded)
    assert exported(graded) == {"ada": 3.0, "emmy": 0.0}
    # What is left of a removed student would count again for one who comes back under the name.
    with sqlite3.connect(graded / "gradebook.db") as database:
        (notebooks,) = database.execute("SELECT count(*) FROM submitted_notebook").fetchone()
        (grades,) = database.execute("SELECT count(*) FROM grade").fetchone()
    assert (notebooks, grades) == (1, 3)
    assert autograder("grade", ASSIGNMENT, cwd=graded).returncode == 0
    assert exported(graded)["guest"] == 3.0

    nbgrader("db", "assignment", "remove", ASSIGNMENT, "--force", cwd=graded)
    assert ASSIGNMENT not in nbgrader("db", "assignment", "list", cwd=graded).stdout
    assert autograder("grade", ASSIGNMENT, cwd=graded).returncode == 0
    assert exported(graded) == {"ada": 3.0, "guest": 3.0, "emmy": 0.0}


def test_a_deadline_can_be_moved_without_losing_grades(graded):
    nbgrader("db", "assignment", "add", ASSIGNMENT, "--duedate=2026-10-12 22:00:00 UTC", cwd=graded)
    assert f"{ASSIGNMENT} (due: 2026-10-12 22:00:00)" in nbgrader("db", "assignment", "list", cwd=graded).stdout
    assert exported(graded)["ada"] == 3.0


def test_upgrading_a_gradebook_that_is_up_to_date_changes_no_grade(graded, autograder):
    before = exported(graded)
    nbgrader("db", "upgrade", cwd=graded)
    assert exported(graded) == before
    (copy,) = graded.glob("gradebook.db.*")
    assert copy.stat().st_size > 0
    assert autograder("grade", ASSIGNMENT, cwd=graded).returncode == 0
    assert exported(graded) == before


def validated(folder: Path, *options: str) -> str:
    return nbgrader("validate", *options, folder / f"{EXERCISE}.ipynb", cwd=folder).stdout


@pytest.fixture
def own_copy(tmp_path):
    """A student's copy of the released assignment."""
    folder = tmp_path / "my work" / ASSIGNMENT
    shutil.copytree(ROOT / "exercises" / ASSIGNMENT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def write(folder: Path, cell_id: str, text: str) -> None:
    """Add a text to a cell of the notebook."""
    path = folder / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell_id)
    cell.source += text
    nbformat.write(notebook, path)


def test_validate_says_what_a_students_notebook_would_get(own_copy):
    said = validated(own_copy)
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    assert said.count("You did not provide a response.") == 1
    assert "does not pass any tests" in validated(own_copy, "--invert")
    (own_copy / f"{EXERCISE}.py").write_text(RIGHT)
    assert "VALIDATION FAILED ON 1 CELL(S)" in validated(own_copy)
    write(own_copy, f"{EXERCISE}_written", "The statistics of the training set are kept.")
    assert "Success! Your notebook passes all the tests." in validated(own_copy)


def test_validate_sees_that_a_test_cell_was_changed(own_copy):
    (own_copy / f"{EXERCISE}.py").write_text(RIGHT)
    write(own_copy, "standardize", "\n1.0")
    assert "THE CONTENTS OF 1 TEST CELL(S) HAVE CHANGED" in validated(own_copy)
