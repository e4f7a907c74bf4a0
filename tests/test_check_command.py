"""`python -m autograder check`: what a student sees."""

import json
import shutil

import pytest

from autograder.judging.references import ROOT, reference_source

MOMENTUM = reference_source("optimization", "momentum")


@pytest.fixture
def exercises(tmp_path):
    """A student's copy of the released exercises, in a folder with a space in its name."""
    folder = tmp_path / "my work" / "optimization"
    shutil.copytree(ROOT / "exercises" / "optimization", folder)
    return folder


def test_a_stub_exits_1_and_says_that_the_body_is_still_to_be_written(autograder, exercises):
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert "momentum_step" in done.stdout
    assert "the body is yours to write" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_right_module_exits_0(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM)
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 0
    assert "2 of 2 points" in done.stdout


def test_a_known_mistake_is_named_with_its_hint(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x - learning_rate", "x + learning_rate"))
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert "This looks like: climbs uphill." in done.stdout
    assert "x[0] is 1.05, but should be 0.95" in done.stdout


def test_an_unknown_mistake_shows_the_first_value_that_differs(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x - learning_rate * v", "x - learning_rate * v * 1.5"))
    done = autograder("check", exercises / "momentum.py")
    assert "This looks like" not in done.stdout
    assert "x[0] is 0.925, but should be 0.95" in done.stdout


def test_json_has_a_row_a_function_with_the_contracts_keys(autograder, exercises, tmp_path):
    report = tmp_path / "report.json"
    autograder("check", exercises, "--json", report)
    rows = json.loads(report.read_text())
    keys = {
        "student",
        "assignment",
        "exercise",
        "function",
        "points",
        "max_points",
        "verdict",
        "diagnosis",
        "message",
    }
    assert {row["function"] for row in rows} >= {"momentum_step", "sgd_step", "softmax_loss", "sample_minibatch"}
    for row in rows:
        assert set(row) == keys
        assert row["student"] is None
        assert row["verdict"] == "missing"
        assert row["points"] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def momentum_step(:\n", "SyntaxError"),
        ("import nowhere_to_be_found\n", "ModuleNotFoundError"),
        ("x = 1\n", "has no function momentum_step"),
        ("\x00", "null bytes"),
    ],
)
def test_a_module_that_cannot_be_read_is_told_in_one_sentence(autograder, exercises, text, said):
    (exercises / "momentum.py").write_text(text)
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 1
    assert said in done.stdout
    assert "autograder/" not in done.stdout


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere.py", "does not exist"),
        ("nowhere", "neither a module nor a folder"),
        ("empty", "holds no exercise"),
        ("lonely.py", "lonely.json is missing"),
    ],
)
def test_a_path_that_is_no_exercise_exits_2_and_says_what_to_name(autograder, tmp_path, path, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "lonely.py").write_text("")
    done = autograder("check", tmp_path / path)
    assert done.returncode == 2
    assert said in done.stderr


def test_damaged_rules_exit_2_and_say_so(autograder, exercises):
    (exercises / "momentum.json").write_text("{")
    done = autograder("check", exercises / "momentum.py")
    assert done.returncode == 2
    assert "damaged" in done.stderr


def test_a_traceback_ends_in_the_students_own_line(autograder, exercises):
    (exercises / "momentum.py").write_text(MOMENTUM.replace("x = x - learning_rate * v", "x = x - learning_rat * v"))
    done = autograder("check", exercises / "momentum.py")
    assert "NameError" in done.stdout
    assert "momentum.py" in done.stdout
    assert "x = x - learning_rat * v" in done.stdout
    assert "calling.py" not in done.stdout


def test_wrong_kinds_of_result_are_told_in_words(autograder, exercises):
    stubs = {
        "return None": "is None (is a `return` missing?), but should be a tuple of 2 (x, state)",
        "return x, state, 1": "is a tuple of 3, but should be a tuple of 2 (x, state)",
        "return list(x), state": "x is a list, but should be an array of shape (2,)",
        "return x[:1].copy(), state": "x has shape (1,), but should have shape (2,)",
        "return (x - 1).astype(int), state": "x has dtype int64, but should have dtype float64",
        "return x + np.nan, state": "x[0] is nan, but should be 0.95",
    }
    for body, said in stubs.items():
        text = MOMENTUM.split("    ### BEGIN SOLUTION")[0] + f"    {body}\n"
        (exercises / "momentum.py").write_text(text)
        assert said in autograder("check", exercises / "momentum.py").stdout
