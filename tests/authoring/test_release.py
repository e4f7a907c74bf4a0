"""exercises/ is what solutions/ release, and holds no solution."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from autograder.authoring.release import MARKS, NotReleasable, refuse_marks, refuse_solutions, stale_files, stub
from autograder.authoring.solution_lines import leaks, region_lines
from autograder.judging.references import ROOT, reference_source

RELEASED = [p for p in (ROOT / "exercises").rglob("*") if p.suffix in (".py", ".ipynb", ".json")]


def test_the_release_is_up_to_date(release_check):
    assert release_check.returncode == 0, release_check.stdout


@pytest.mark.parametrize("path", RELEASED, ids=[p.name for p in RELEASED])
def test_no_released_file_holds_a_mark_of_nbgraders(path):
    text = path.read_text()
    assert not any(mark in text for mark in MARKS)


def test_a_stub_holds_no_line_of_its_solution(assignment, exercise):
    # A line that is only brackets, or one word, says nothing of a solution.
    lines = {line for line in region_lines(reference_source(assignment, exercise)) if len(re.findall(r"\w+", line)) > 1}
    assert lines
    released = (ROOT / "exercises" / assignment / f"{exercise}.py").read_text()
    assert not lines & {line.strip() for line in released.splitlines()}


@pytest.mark.parametrize("path", RELEASED, ids=[p.name for p in RELEASED])
def test_no_released_file_holds_a_line_of_any_solution(path):
    assert not list(leaks(path.name, path.read_text()))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("color.py", "    pixels = images.reshape(-1, 3)\n"),
        ("color.py", "    Write `pixels = images.reshape(-1, 3)` first.\n"),
        ("momentum.py", "pixels=images.reshape( -1,3 )  # of another exercise, with other blanks\n"),
        ("color.ipynb", '    "pixels = images.reshape(-1, 3)\\n",\n'),
        ("dropconnect.ipynb", r'"dx = np.einsum(\"nm,ndm->nd\", dout, mask * W)\n",'),
        ("color.json", '"hint": "Two lines:\\npixels = images.reshape(-1, 3)\\nand the mean."'),
        ("stochastic_depth.py", "l = np.arange(1, n_blocks + 1)\n"),
    ],
    ids=["line", "in a sentence", "other blanks", "notebook", "quotes in a notebook", "hint", "without its comment"],
)
def test_a_solutions_line_is_not_released_wherever_and_however_it_is_spelled(name, text):
    with pytest.raises(NotReleasable, match=rf"^{name}, line 2, holds a line of the solution in solutions/"):
        refuse_solutions(name, f"first\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "return image + offset",
        "pixels = image.reshape(-1, 3)",
        "pixels == images.reshape(-1, 3)",
        "images.reshape(-1, 3)",
    ],
    ids=["shorter than 25 characters", "another name", "a comparison", "a part of a line"],
)
def test_a_shorter_or_different_line_is_released(text):
    refuse_solutions("color.py", f"first\n    {text}\n")


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
    """A copy of the repository's authored parts with one exercise, and a way to run the release in it."""
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("solutions", "exercises"):
        (tmp_path / name / "optimization").mkdir(parents=True)
        for path in (ROOT / name / "optimization").glob("momentum.*"):
            shutil.copy(path, tmp_path / name / "optimization")
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


def test_a_notebook_that_gives_a_line_away_is_not_released_and_the_place_is_told(copy):
    folder, run = copy
    source = folder / "solutions" / "optimization" / "momentum.ipynb"
    cells = json.loads(source.read_text())
    cells["cells"][0]["source"] = ["An aside.\n", "\n", "    x = x - learning_rate*v\n"]
    source.write_text(json.dumps(cells, indent=1))
    before = (folder / "exercises" / "optimization" / "momentum.ipynb").read_bytes()
    done = run()
    assert done.returncode == 2
    assert "momentum.ipynb, line 10, holds a line of the solution in solutions/optimization/momentum.py" in done.stderr
    assert "Say the same by other means" in done.stderr
    assert (folder / "exercises" / "optimization" / "momentum.ipynb").read_bytes() == before


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
