"""exercises/ is what solutions/ release, and holds no solution."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from autograder.authoring.release import MARKS, NotReleasable, refuse_marks, stale_files, stub
from autograder.judging.references import ROOT, function_text, reference_source

RELEASED = [p for p in (ROOT / "exercises").rglob("*") if p.suffix in (".py", ".ipynb", ".json")]


def test_the_release_is_up_to_date(autograder):
    done = autograder("release", "--check")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", RELEASED, ids=[p.name for p in RELEASED])
def test_no_released_file_holds_a_mark_of_nbgraders(path):
    text = path.read_text()
    assert not any(mark in text for mark in MARKS)


def test_no_line_of_a_solution_is_released(assignment, exercise, function):
    source = reference_source(assignment, exercise)
    body = function_text(source, function.name).split("### BEGIN SOLUTION")[1]
    # A line that is only brackets, or one word, says nothing of a solution.
    lines = {line.strip() for line in body.splitlines() if len(re.findall(r"\w+", line)) > 1}
    lines -= {"### END SOLUTION"}
    folder = ROOT / "exercises" / assignment
    for path in sorted(folder.glob(f"{exercise}.*")):
        released = {line.strip() for line in path.read_text().splitlines()}
        assert not lines & released, path


def test_a_stub_keeps_signature_docstring_and_class_and_raises_not_implemented():
    text = stub(reference_source("optimization", "momentum"))
    assert "class MomentumState(NamedTuple):" in text
    assert "raise NotImplementedError()" in text
    assert "rho * state.v" not in text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f():\n    return 1\n", "no region"),
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n", "no end solution"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n", "nested"),
    ],
)
def test_a_module_without_proper_marks_is_not_released(source, said):
    with pytest.raises((NotReleasable, RuntimeError), match=said):
        stub(source)


def test_a_mark_that_remains_stops_the_release():
    with pytest.raises(NotReleasable, match=r"momentum\.py still holds 'END SOLUTION'"):
        refuse_marks("momentum.py", "x\n### END SOLUTION\n")


@pytest.fixture
def copy(tmp_path):
    """A copy of the repository's authored parts, and a way to run the release in it."""
    for name in ("autograder", "solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")

    def run(*arguments):
        command = [sys.executable, "-m", "autograder", "release", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    return tmp_path, run


@pytest.mark.parametrize(
    ("old", "new"),
    [("rho * state.v + dx", "rho * state.v - dx"), ("SGD with", "SGD, with"), ("v = rho", "v  = rho")],
    ids=["code", "docstring", "blank"],
)
def test_one_changed_character_of_a_reference_makes_the_release_stale_and_names_the_command(copy, old, new):
    folder, run = copy
    reference = folder / "solutions" / "optimization" / "momentum.py"
    text = reference.read_text()
    assert old in text
    reference.write_text(text.replace(old, new, 1))
    done = run("--check")
    assert done.returncode == 1
    assert "stale: exercises/optimization/momentum.json" in done.stdout
    assert "python -m autograder release" in done.stdout


def test_a_release_mends_what_is_stale(copy):
    folder, run = copy
    reference = folder / "solutions" / "optimization" / "momentum.py"
    reference.write_text(reference.read_text().replace("SGD with", "SGD, with"))
    assert "wrote: exercises/optimization/momentum.py" in run().stdout
    assert run("--check").returncode == 0


def test_a_reference_that_its_mistakes_no_longer_fit_is_not_released_and_the_reason_is_told(copy):
    folder, run = copy
    reference = folder / "solutions" / "optimization" / "momentum.py"
    reference.write_text(reference.read_text().replace("x - learning_rate * v", "x - v * learning_rate"))
    before = (folder / "exercises" / "optimization" / "momentum.json").read_bytes()
    done = run()
    assert done.returncode == 2
    assert "'x = x - learning_rate * v' stands 0 times in it, not once" in done.stderr
    assert (folder / "exercises" / "optimization" / "momentum.json").read_bytes() == before


def test_a_file_that_does_not_belong_is_stale_and_removed(copy):
    folder, run = copy
    stray = folder / "exercises" / "optimization" / "solution_old.py"
    stray.write_text("x = 1\n")
    assert "solution_old.py" in run("--check").stdout
    run()
    assert not stray.exists()


def nudged(data, dtype: str, by: float):
    """JSON data whose numbers of one dtype are all a little smaller."""
    if isinstance(data, dict):
        if data.get("dtype") == dtype and isinstance(data.get("array"), list):
            return {**data, "array": [x * (1 - by) if isinstance(x, float) else x for x in data["array"]]}
        return {key: nudged(value, dtype, by) for key, value in data.items()}
    return [nudged(value, dtype, by) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("dtype", "by", "stale"),
    [
        # Some units in the last place, 2**-52 and 2**-23, are another processor's rounding.
        ("float64", 4 * 2**-52, False),
        ("float32", 4 * 2**-23, False),
        ("float64", 1e-4, True),
        ("float32", 1e-4, True),
    ],
)
def test_another_processors_rounding_is_not_stale_and_other_numbers_are(tmp_path, dtype, by, stale):
    exercises, fresh = ROOT / "exercises", tmp_path / "exercises"
    shutil.copytree(exercises, fresh, ignore=shutil.ignore_patterns("__pycache__"))
    for path in fresh.glob("*/*.json"):
        path.write_text(json.dumps(nudged(json.loads(path.read_text()), dtype, by)))
    holding = {p.relative_to(exercises) for p in exercises.glob("*/*.json") if f'"dtype": "{dtype}"' in p.read_text()}
    assert len(holding) > 5
    assert set(stale_files(fresh, exercises)) == (holding if stale else set())


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_file_of_rules_is_stale(copy, damage):
    folder, run = copy
    (folder / "exercises" / "optimization" / "momentum.json").write_bytes(damage)
    done = run("--check")
    assert done.returncode == 1
    assert "stale: exercises/optimization/momentum.json" in done.stdout
