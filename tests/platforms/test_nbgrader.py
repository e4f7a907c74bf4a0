"""nbgrader's own commands, with the project's configuration, do the right thing."""

import csv
import json

import nbformat
import pytest
from nbgrader.api import Gradebook
from terms import nbgrader

from autograder.authoring.release import MARKS, stale_files
from autograder.judging.references import ROOT, declared, reference_source

ASSIGNMENT = "optimization"
MOMENTUM = reference_source(ASSIGNMENT, "momentum")
SGD = reference_source(ASSIGNMENT, "sgd")


def scores(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        return {
            (s.student.id, n.name, g.name): (g.auto_score, g.needs_manual_grade)
            for s in gradebook.assignment_submissions(ASSIGNMENT)
            for n in s.notebooks
            for g in n.grades
        }


@pytest.fixture
def class_of_four(hand_in):
    """All right, one known mistake, a stub, and one whose module warns on stderr."""
    hand_in("ada", momentum=MOMENTUM, sgd=SGD)
    hand_in("grace", momentum=MOMENTUM.replace("rho * state.v", "0.9 * state.v"), sgd=SGD)
    hand_in("blank")
    warning = "\nimport sys, warnings\nwarnings.warn('careful', RuntimeWarning)\nprint('noise', file=sys.stderr)\n"
    hand_in("noisy", momentum=MOMENTUM + warning, sgd=SGD + warning)


def test_release_autograde_feedback_and_export_work_and_grade_as_the_autograder_does(class_of_four, autograder, term):
    config = term / "nbgrader_config.py"
    config.write_text(
        config.read_text() + f"\nget_config().CourseDirectory.release_directory = {str(term / 'out')!r}\n"
    )
    nbgrader("generate_assignment", ASSIGNMENT, cwd=term)
    released = {p.name: p.read_text() for p in (term / "out" / ASSIGNMENT).iterdir()}
    assert set(released) == {p.name for p in (ROOT / "exercises" / ASSIGNMENT).iterdir() if p.is_file()}
    assert not any(mark in text for text in released.values() for mark in MARKS)
    assert "rho * state.v" not in "".join(released.values())

    done = nbgrader("autograde", ASSIGNMENT, cwd=term)
    assert "kernel" not in done.stderr.lower()
    by_nbgrader = scores(term)
    full = {f.name: f.points for e in ("sgd", "momentum") for f in declared(ASSIGNMENT, e).functions}
    assert {key[2]: value[0] for key, value in by_nbgrader.items() if key[0] == "ada" and key[2] in full} == full
    assert by_nbgrader["noisy", "momentum", "momentum_step"] == (2.0, False)
    assert by_nbgrader["blank", "momentum", "momentum_step"] == (0.0, False)
    assert 0 < by_nbgrader["grace", "momentum", "momentum_step"][0] < 2

    handed_in = (term / "submitted" / "grace" / ASSIGNMENT / "momentum.py").read_text()
    assert (term / "autograded" / "grace" / ASSIGNMENT / "momentum.py").read_text() == handed_in

    nbgrader("generate_feedback", ASSIGNMENT, cwd=term)
    feedback = (term / "feedback" / "grace" / ASSIGNMENT / "momentum.html").read_text()
    assert "rho fixed at 0.9" in feedback

    nbgrader("export", "--to", "grades.csv", cwd=term)
    with open(term / "grades.csv") as file:
        exported = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert exported["ada"] == sum(full.values())

    assert autograder("grade", ASSIGNMENT, "--json", term / "rows.json", cwd=term).returncode == 0
    assert scores(term) == by_nbgrader
    rows = json.loads((term / "rows.json").read_text())
    assert {(r["student"], r["exercise"], r["function"]): r["points"] for r in rows} == {
        key: value[0] for key, value in by_nbgrader.items() if not key[2].endswith("_written")
    }


def test_a_written_answer_waits_for_a_person_and_a_blank_one_does_not(hand_in, autograder, term):
    folder = hand_in("ada", momentum=MOMENTUM, sgd=SGD)
    path = folder / "momentum.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "momentum_written")
    cell.source = "The velocity is a decaying sum."
    nbformat.write(notebook, path)
    autograder("grade", ASSIGNMENT, cwd=term)
    graded = scores(term)
    assert graded["ada", "momentum", "momentum_written"] == (None, True)
    assert graded["ada", "sgd", "sgd_written"] == (0.0, False)
    kept = nbformat.read(term / "autograded" / "ada" / ASSIGNMENT / "momentum.ipynb", as_version=4)
    assert any(c.source == "The velocity is a decaying sum." for c in kept.cells)


def test_generate_assignment_into_the_repository_changes_nothing(tmp_path):
    """Plain `nbgrader generate_assignment` and `python -m autograder release` write the same files."""
    config = (
        "from pathlib import Path\nfrom autograder.nbgrader_plugin import configure\n"
        f"configure(get_config(), root=Path({str(tmp_path)!r}))\n"
        f"get_config().CourseDirectory.release_directory = {str(tmp_path / 'release')!r}\n"
    )
    (tmp_path / "nbgrader_config.py").write_text(config)
    nbgrader("generate_assignment", ASSIGNMENT, cwd=tmp_path)
    assert stale_files(tmp_path / "release" / ASSIGNMENT, ROOT / "exercises" / ASSIGNMENT) == []
