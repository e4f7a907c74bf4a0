"""`python -m autograder grade`: what stays, what is replaced, and what it refuses."""

import json

import pytest
from nbgrader.api import Gradebook

from autograder.judging.references import declared, exercises_of, reference_source

ASSIGNMENT = "optimization"
REFERENCES = {e: reference_source(ASSIGNMENT, e) for e in exercises_of(ASSIGNMENT)}
FULL = sum(f.points for e in REFERENCES for f in declared(ASSIGNMENT, e).functions)


def scores(term):
    with Gradebook(f"sqlite:///{term}/gradebook.db") as gradebook:
        return {
            s.student.id: sum(grade.auto_score or 0 for notebook in s.notebooks for grade in notebook.grades)
            for s in gradebook.assignment_submissions(ASSIGNMENT)
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
