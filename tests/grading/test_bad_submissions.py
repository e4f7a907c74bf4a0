"""`python -m autograder grade`: every bad submission has its verdict and a sentence, and all others their grade."""

import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from bad_submissions import FOR_OTHERS_THAN_ROOT, KINDS, MADE_BY_ROOT, NAMES
from nbgrader.api import Gradebook
from spoiling import ALL, ASSIGNMENT, EXERCISE, RIGHT, Kind
from terms import empty_term, hand_in_to
from users import USERS, as_user

from autograder.grading.submissions import submissions, unnamable
from autograder.judging.references import declared

FULL = {f.name: f.points for f in declared(ASSIGNMENT, EXERCISE).functions}
POINTS = {**FULL, f"{EXERCISE}_written": declared(ASSIGNMENT, EXERCISE).written}


@dataclass(frozen=True)
class Class:
    """A graded class: the term's folder, what was printed, and the rows by student and function."""

    term: Path
    printed: str
    rows: dict[str, dict[str, dict]]
    kinds: list[Kind]

    def folder(self, student: str) -> Path:
        return self.term / "autograded" / student / ASSIGNMENT

    def notes(self, student: str) -> str:
        return " ".join(json.loads((self.folder(student) / "results.json").read_text())["notes"])


def rows_of(term: Path) -> dict[str, dict[str, dict]]:
    table: dict[str, dict[str, dict]] = {}
    for row in json.loads((term / "rows.json").read_text(encoding="utf-8")):
        table.setdefault(row["student"], {})[row["function"]] = row
    return table


@pytest.fixture(scope="module", params=USERS)
def graded(request, tmp_path_factory) -> Class:
    """A class with one submission of each bad kind and a right one for each odd name."""
    term = empty_term(tmp_path_factory.mktemp("bad") / "autumn term")
    for name in NAMES:
        hand_in_to(term, name, ASSIGNMENT, **{EXERCISE: RIGHT})
    root = os.geteuid() == 0
    kinds = KINDS + (MADE_BY_ROOT if root else [])
    kinds = kinds + ([] if root and request.param == USERS[0] else FOR_OTHERS_THAN_ROOT)
    for kind in kinds:
        kind.spoil(hand_in_to(term, kind.name, ASSIGNMENT, **{EXERCISE: RIGHT}))
    command = [*as_user(request.param, term), sys.executable, "-m", "autograder", "grade", ASSIGNMENT]
    command += ["--jobs", "2", "--json", "rows.json"]
    done = subprocess.run(command, cwd=term, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-1_000:] + done.stderr[-3_000:]
    return Class(term, done.stdout + done.stderr, rows_of(term), kinds)


def verdicts(rows: dict[str, dict]) -> set[str]:
    return {row["verdict"] for row in rows.values()}


def test_every_bad_kind_gets_the_points_and_the_verdict_that_its_module_deserves(graded):
    wrong = {}
    for kind in graded.kinds:
        rows = graded.rows.get(kind.name, {})
        points = {name: row["points"] for name, row in rows.items()}
        expected = FULL if kind.earns == ALL else dict.fromkeys(FULL, 0.0)
        if points != expected or not verdicts(rows) <= set(kind.verdict.split(", ")):
            wrong[kind.name] = {n: (r["points"], r["verdict"], r["message"]) for n, r in rows.items()}
    assert not wrong, json.dumps(wrong, indent=1)


def test_every_bad_kind_is_told_what_was_wrong_in_one_clear_sentence(graded):
    wrong = {}
    for kind in graded.kinds:
        messages = [row["message"] for row in graded.rows[kind.name].values()]
        told = [*messages, graded.notes(kind.name)]
        if not any(kind.said in text for text in told) or max(map(len, told)) > 500:
            wrong[kind.name] = told
    assert not wrong, json.dumps(wrong, indent=1)


def stored_name(name: str) -> str:
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def test_a_right_submission_gets_all_points_whatever_its_students_name(graded):
    expected = {stored_name(name): FULL for name in NAMES}
    found = {
        name: {function: row["points"] for function, row in rows.items()}
        for name, rows in graded.rows.items()
        if name not in {kind.name for kind in graded.kinds}
    }
    assert found == expected


def test_the_gradebook_holds_what_the_rows_say_and_the_written_question_waits_for_a_person(graded):
    with Gradebook(f"sqlite:///{graded.term}/gradebook.db") as gradebook:
        stored = {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
            for notebook in submission.notebooks
        }
    waiting = {f"{EXERCISE}_written": (None, True)}
    unanswered = {f"{EXERCISE}_written": (0.0, False)}
    expected = {s: {name: (row["points"], False) for name, row in rows.items()} for s, rows in graded.rows.items()}
    without = {s: {name: grade for name, grade in grades.items() if name in FULL} for s, grades in stored.items()}
    assert without == expected
    for student, grades in stored.items():
        written = {name: grade for name, grade in grades.items() if name not in FULL}
        assert written in (waiting, unanswered), student


def test_every_graded_notebook_holds_each_graded_cell_once_with_the_instructors_points(graded):
    for student in graded.rows:
        notebook = nbformat.read(graded.folder(student) / f"{EXERCISE}.ipynb", as_version=4)
        nbformat.validate(notebook)
        cells = [c.metadata.nbgrader for c in notebook.cells if "nbgrader" in c.metadata and c.metadata.nbgrader.grade]
        assert sorted(c.grade_id for c in cells) == sorted(POINTS), student
        assert {c.grade_id: c.points for c in cells} == POINTS, student


def test_nothing_is_copied_from_where_a_link_leads(graded):
    for student in graded.rows:
        for path in graded.folder(student).iterdir():
            assert not path.is_symlink(), path
            text = path.read_text(encoding="utf-8", errors="replace")
            assert "BEGIN SOLUTION" not in text, path
            assert "root:" not in text, path


def test_only_the_files_of_the_assignment_are_taken_from_a_folder_with_several_versions(graded):
    kept = sorted(path.name for path in graded.folder("several versions").iterdir())
    assert kept == sorted(["results.json", f"{EXERCISE}.ipynb", f"{EXERCISE}.py"])
    assert sorted(p.name for p in (graded.term / "autograded" / "several versions").iterdir()) == [ASSIGNMENT]


def test_nothing_that_a_terminal_obeys_is_printed(graded):
    assert {c for c in graded.printed if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n"}


def test_of_two_folders_with_one_name_in_the_gradebook_the_text_is_graded_and_the_other_told(tmp_path):
    for name in ("caf\\xe9", os.fsdecode(b"caf\xe9"), os.fsdecode(b"\xff"), "ada"):
        (tmp_path / name / ASSIGNMENT).mkdir(parents=True)
    found = {s.student: s.folder.parent.name for s in submissions(tmp_path, ASSIGNMENT)}
    assert found == {"ada": "ada", "caf\\xe9": "caf\\xe9", "\\xff": os.fsdecode(b"\xff")}
    (told,) = unnamable(tmp_path, ASSIGNMENT)
    assert "'caf\\\\xe9', which another folder is called" in told


PENALTY = """
config = get_config()
config.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
config.LateSubmissionPlugin.penalty_method = "zero"
"""


def test_a_late_submission_pays_the_penalty_that_nbgrader_is_configured_with(autograder, term, hand_in):
    config = term / "nbgrader_config.py"
    config.write_text(config.read_text() + PENALTY)
    times = {
        "in time": b"2026-10-05 20:59:59 UTC",
        "late": b"2026-10-05 21:00:01 UTC",
        "late elsewhere": b"2026-10-05T15:00:01-06:00",
        "in time elsewhere": b"2026-10-06T02:00:00+06:00",
        "unknown": b"yesterday, I think",
    }
    for student, time in times.items():
        (hand_in(student, ASSIGNMENT, **{EXERCISE: RIGHT}) / "timestamp.txt").write_bytes(time)
    assert autograder("grade", ASSIGNMENT, "--student", "in time", cwd=term).returncode == 0
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-10-05 21:00:00 UTC")
    assert autograder("grade", ASSIGNMENT, cwd=term).returncode == 0
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        submissions = gradebook.assignment_submissions(ASSIGNMENT)
        scores = {
            s.student.id: sum(n.score - (n.late_submission_penalty or 0) for n in s.notebooks) for s in submissions
        }
    full = sum(FULL.values())
    assert scores == {"in time": full, "in time elsewhere": full, "unknown": full, "late": 0, "late elsewhere": 0}
