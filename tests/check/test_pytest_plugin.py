"""`pytest exercises/optimization`: one test a rule, the report when it fails, and nobody else's tests disturbed."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.judging.references import EXERCISES, reference_source

MOMENTUM = reference_source("optimization", "momentum")
RULES = [
    rule["case"]
    for function in json.loads((EXERCISES / "optimization" / "momentum.json").read_text())["functions"]
    for rule in function["rules"]
]
PASSED, FAILED, INTERRUPTED, UNUSABLE, NOTHING = 0, 1, 2, 4, 5


@pytest.fixture
def exercises(tmp_path):
    """A student's folder, with a space in its name, and a right solution of one exercise."""
    folder = tmp_path / "my work"
    shutil.copytree(EXERCISES / "optimization", folder / "optimization")
    (folder / "optimization" / "momentum.py").write_text(MOMENTUM)
    return folder


def run_pytest(folder, *arguments):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]
    # Options of the run that this test belongs to are not the student's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def test_every_rule_is_a_test_below_its_function_with_its_sentence_as_the_name(exercises):
    done = run_pytest(exercises, "optimization/momentum.py", "--collect-only", "-qq", "--no-header")
    assert done.stdout.split() == ["optimization/momentum.py:", str(len(RULES))]
    done = run_pytest(exercises, "optimization/momentum.py", "--collect-only", "-q")
    for rule in RULES:
        assert f"optimization/momentum.py::momentum_step::{rule}\n" in done.stdout


def test_a_folder_gives_the_rules_of_all_its_exercises(exercises):
    done = run_pytest(exercises, "optimization", "--collect-only", "-q")
    released = [json.loads(path.read_text()) for path in exercises.rglob("*.json")]
    count = sum(len(function["rules"]) for exercise in released for function in exercise["functions"])
    assert f"{count} tests collected" in done.stdout


def test_exit_codes_are_pytests(exercises):
    assert run_pytest(exercises, "optimization/momentum.py").returncode == PASSED
    assert run_pytest(exercises, "optimization/adam.py").returncode == FAILED
    assert run_pytest(exercises, "optimization/nowhere.py").returncode == UNUSABLE
    assert run_pytest(exercises, "optimization/momentum.py", "-k", "nothing_like_it").returncode == NOTHING


def test_rules_are_chosen_by_their_words(exercises):
    done = run_pytest(exercises, "optimization", "-k", "momentum_step and float32")
    assert re.search(r"\b2 passed", done.stdout)
    done = run_pytest(exercises, f"optimization/momentum.py::momentum_step::{RULES[0]}")
    assert re.search(r"\b1 passed", done.stdout)


def test_a_failing_rule_shows_what_the_report_says_and_no_line_of_the_courses_code(exercises):
    wrong = MOMENTUM.replace("x = x - learning_rate * v", "x = x + learning_rate * v")
    (exercises / "optimization" / "momentum.py").write_text(wrong)
    done = run_pytest(exercises, "optimization/momentum.py")
    assert "x[0] is 1.05, but should be 0.95" in done.stdout
    assert "This looks like: climbs uphill. The gradient points uphill." in done.stdout
    assert "to read: optimization/momentum, in the book" in done.stdout
    assert not re.search(r"\.py:\d", done.stdout)
    assert re.search(r"\b7 failed, 2 passed", done.stdout)


def test_an_exception_shows_the_students_own_line(exercises):
    wrong = MOMENTUM.replace("x = x - learning_rate * v", "x = x - learning_rat * v")
    (exercises / "optimization" / "momentum.py").write_text(wrong)
    done = run_pytest(exercises, "optimization/momentum.py", "-k", "first")
    assert "x = x - learning_rat * v" in done.stdout
    assert "NameError" in done.stdout
    assert "autograder" not in done.stdout


def test_a_module_that_cannot_be_read_fails_each_of_its_rules(exercises):
    (exercises / "optimization" / "momentum.py").write_text("def momentum_step(:\n")
    done = run_pytest(exercises, "optimization/momentum.py")
    assert done.returncode == FAILED
    assert f"{len(RULES)} failed" in done.stdout
    assert "SyntaxError" in done.stdout


def test_what_grading_does_not_have_is_told_though_all_rules_pass(exercises):
    (exercises / "optimization" / "momentum.py").write_text(f"import matplotlib\n{MOMENTUM}")
    done = run_pytest(exercises, "optimization/momentum.py")
    assert done.returncode == PASSED
    assert "momentum.py imports matplotlib, but graded modules find numpy alone" in done.stdout


def test_a_function_is_judged_once_for_all_its_rules(exercises, tmp_path):
    log = tmp_path / "log"
    (exercises / "optimization" / "momentum.py").write_text(f"open({str(log)!r}, 'a').write('read\\n')\n" + MOMENTUM)
    assert run_pytest(exercises, "optimization/momentum.py").returncode == PASSED
    assert log.read_text().splitlines() == ["read"]


def test_damaged_rules_are_told_in_one_sentence(exercises):
    rules = exercises / "optimization" / "momentum.json"
    rules.write_text(rules.read_text()[:1000])
    done = run_pytest(exercises, "optimization/momentum.py")
    assert done.returncode == INTERRUPTED
    assert "momentum.json is damaged" in done.stdout
    assert "Traceback" not in done.stdout


def test_modules_that_match_the_patterns_of_test_files_are_collected_once(exercises):
    (exercises / "pytest.ini").write_text("[pytest]\npython_files = *.py\naddopts = --doctest-modules\n")
    done = run_pytest(exercises, "optimization/momentum.py")
    assert f"{len(RULES)} passed" in done.stdout


def test_other_peoples_tests_run_as_before_and_load_nothing_of_the_course(tmp_path):
    (tmp_path / "test_own.py").write_text(
        "import sys\n"
        "def test_nothing_is_loaded():\n"
        "    assert 'numpy' not in sys.modules\n"
        "    assert 'autograder.pytest_plugin' in sys.modules\n"
    )
    for name in ("test_own", "data"):
        (tmp_path / f"{name}.json").write_text('{"format": "mine"}')
    (tmp_path / "data.py").write_text("raise SystemExit('imported')")
    (tmp_path / "test_own.ipynb").write_text("{}")
    (tmp_path / "other.json").write_text('["a list"]')
    (tmp_path / "other.py").write_text("raise SystemExit('imported')")
    (tmp_path / "other.ipynb").write_text("{}")
    done = run_pytest(tmp_path)
    assert done.returncode == PASSED, done.stdout
    assert "1 passed" in done.stdout
