"""`python -m autograder grade`: every submission gets its verdict, and none stops the others."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.judging.references import declared, exercises_of, reference_source

ASSIGNMENT = "optimization"
REFERENCES = {e: reference_source(ASSIGNMENT, e) for e in exercises_of(ASSIGNMENT)}
FULL = sum(f.points for e in REFERENCES for f in declared(ASSIGNMENT, e).functions)


def edit_notebook(path, change):
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    path.write_text(json.dumps(notebook))  # nbformat.write would mend what the change breaks


def test_cell(notebook):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "momentum_step")


test_cell.__test__ = False


def make_bad_submissions(hand_in):
    """One submission of each bad kind, by a student named for it; all modules right where not said otherwise."""
    hand_in("no_notebook", **REFERENCES).joinpath("momentum.ipynb").unlink()
    hand_in("not_json", **REFERENCES).joinpath("momentum.ipynb").write_text("this is no notebook")
    hand_in("empty_notebook", **REFERENCES).joinpath("momentum.ipynb").write_text("")
    duplicated = hand_in("duplicated_cell", **REFERENCES) / "momentum.ipynb"
    edit_notebook(duplicated, lambda nb: nb.cells.append(test_cell(nb).copy()))
    deleted = hand_in("deleted_cell", **REFERENCES) / "momentum.ipynb"
    edit_notebook(deleted, lambda nb: nb.cells.remove(test_cell(nb)))
    rewritten = hand_in("rewritten_cell") / "momentum.ipynb"

    def rewrite(nb):
        test_cell(nb).source = "100.0"
        test_cell(nb).metadata.nbgrader.points = 100

    edit_notebook(rewritten, rewrite)
    stripped = hand_in("stripped_metadata", **REFERENCES) / "momentum.ipynb"
    edit_notebook(stripped, lambda nb: [c.metadata.clear() for c in nb.cells])
    hand_in("missing_module", **REFERENCES).joinpath("momentum.py").unlink()
    hand_in("syntax_error", **{**REFERENCES, "momentum": "def momentum_step(:\n"})
    hand_in("bad_time", **REFERENCES).joinpath("timestamp.txt").write_text("half past soon")
    linked = hand_in("linked_module", **REFERENCES) / "momentum.py"
    linked.unlink()
    linked.symlink_to("/etc/passwd")


@pytest.fixture
def graded(autograder, hand_in, term):
    """A class with one submission of each bad kind, graded; the rows by student and function."""
    hand_in("all right", **REFERENCES)
    hand_in("blank")
    make_bad_submissions(hand_in)
    done = autograder("grade", ASSIGNMENT, "--seed", 3, "--json", term / "rows.json", cwd=term)
    assert done.returncode == 0, done.stderr
    rows = json.loads((term / "rows.json").read_text())
    table = {}
    for row in rows:
        table.setdefault(row["student"], {})[row["function"]] = row
    return table, done.stdout


def scores(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        return {
            s.student.id: sum(grade.auto_score or 0 for notebook in s.notebooks for grade in notebook.grades)
            for s in gradebook.assignment_submissions(ASSIGNMENT)
        }


def test_each_bad_kind_gets_a_clear_verdict_and_all_others_their_grade(graded, term):
    table, printed = graded
    points = {student: sum(row["points"] for row in rows.values()) for student, rows in table.items()}
    momentum = 2
    assert points["all right"] == points["bad_time"] == points["duplicated_cell"] == FULL
    assert points["no_notebook"] == points["not_json"] == points["empty_notebook"] == FULL
    assert points["deleted_cell"] == points["stripped_metadata"] == FULL
    assert points["blank"] == points["rewritten_cell"] == 0
    assert points["missing_module"] == points["syntax_error"] == points["linked_module"] == FULL - momentum
    assert scores(term) == points
    assert table["missing_module"]["momentum_step"]["verdict"] == "missing"
    assert "momentum.py is missing" in table["missing_module"]["momentum_step"]["message"]
    assert table["syntax_error"]["momentum_step"]["verdict"] == "error"
    assert "SyntaxError" in table["syntax_error"]["momentum_step"]["message"]
    assert "is a link" in table["linked_module"]["momentum_step"]["message"]
    for said in ("momentum.ipynb is missing", "momentum.ipynb is no notebook", "which is no time"):
        assert said in printed


def test_every_graded_notebook_holds_each_graded_cell_once_with_the_instructors_points(graded, term):
    for student in graded[0]:
        notebook = nbformat.read(term / "autograded" / student / ASSIGNMENT / "momentum.ipynb", as_version=4)
        cells = [c.metadata.nbgrader for c in notebook.cells if "nbgrader" in c.metadata and c.metadata.nbgrader.grade]
        assert sorted(c.grade_id for c in cells) == ["momentum_step", "momentum_written"]
        assert {c.grade_id: c.points for c in cells} == {"momentum_step": 2, "momentum_written": 1}
        nbformat.validate(notebook)


def test_a_hostile_submission_gets_its_verdict_and_the_next_its_grade(autograder, hand_in, term):
    hand_in("a_loop", **{**REFERENCES, "momentum": "while True: pass\n"})
    hand_in("b_exit", **{**REFERENCES, "momentum": "import os\nos._exit(0)\n"})
    hand_in("c_memory", **{**REFERENCES, "momentum": "x = [0]\nwhile True: x += x\n"})
    hand_in("d_right", **REFERENCES)
    done = autograder("grade", ASSIGNMENT, "--json", term / "rows.json", "--jobs", 2, cwd=term)
    assert done.returncode == 0
    rows = [row for row in json.loads((term / "rows.json").read_text()) if row["exercise"] == "momentum"]
    assert {row["student"]: row["verdict"] for row in rows} == {
        "a_loop": "timeout",
        "b_exit": "crash",
        "c_memory": "memory",
        "d_right": "pass",
    }


def test_a_regrade_replaces_the_old_score(autograder, hand_in, term):
    folder = hand_in("ada", **REFERENCES)
    autograder("grade", ASSIGNMENT, cwd=term)
    assert scores(term) == {"ada": FULL}
    for module in folder.glob("*.py"):
        module.unlink()
    for notebook in folder.glob("*.ipynb"):
        notebook.write_text("garbage")
    autograder("grade", ASSIGNMENT, cwd=term)
    assert scores(term) == {"ada": 0}


def test_isolation_none_must_be_asked_for_and_is_stamped_on_every_result(autograder, hand_in, term):
    hand_in("ada", **REFERENCES)
    done = autograder("grade", ASSIGNMENT, "--isolation=none", "--json", term / "rows.json", cwd=term)
    assert done.returncode == 0
    assert {row["isolation"] for row in json.loads((term / "rows.json").read_text())} == {"none"}
    kept = json.loads((term / "autograded" / "ada" / ASSIGNMENT / "results.json").read_text())
    assert kept["isolation"] == "none"


def test_the_same_seed_gives_the_same_rows(autograder, hand_in, term):
    wrong = REFERENCES["momentum"].replace("rho * state.v", "0.9 * state.v")
    hand_in("ada", **{**REFERENCES, "momentum": wrong})
    texts = []
    for _ in range(2):
        autograder("grade", ASSIGNMENT, "--seed", 99, "--json", term / "rows.json", cwd=term)
        texts.append((term / "rows.json").read_text())
    assert texts[0] == texts[1]
    assert "rho fixed at 0.9" in texts[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "there is no assignment 'nonsense'"),
        ([ASSIGNMENT, "--submitted", "nowhere"], "nowhere is no folder"),
        ([ASSIGNMENT], "nothing to grade"),
    ],
)
def test_nothing_to_grade_exits_2_with_the_reason_and_writes_nothing(autograder, term, arguments, said):
    done = autograder("grade", *arguments, cwd=term)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(p.name for p in term.iterdir()) == ["nbgrader_config.py", "submitted"]


def test_a_named_student_without_submission_is_told(autograder, hand_in, term):
    hand_in("ada", **REFERENCES)
    done = autograder("grade", ASSIGNMENT, "--student", "ada", "grace", cwd=term)
    assert done.returncode == 2
    assert "grace has no submission" in done.stderr
