"""The package for students: what is in the wheel, what is not, and that it does its work where they are."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder.authoring.package import students_package
from autograder.authoring.solution_lines import leaks, region_lines
from autograder.judging.references import ROOT, assignments, exercises_of, reference_source, rules_for_grading
from autograder.message_catalogues import messages, texts_in

STUDENTS_NEED = {"numpy", "matplotlib", "scikit-learn"}
# Of every Python the oldest numpy that installs on it, and of the newest ones the newest numpy.
PYTHONS = [
    ("3.10", "1.26.4"),
    ("3.11", "1.26.4"),
    ("3.12", "1.26.4"),
    ("3.13", "2.*"),
    ("3.14", "2.*"),
]
PLAIN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return students_package(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def files(wheel) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def metadata(files):
    return message_from_string(next(text for name, text in files.items() if name.endswith("METADATA")))


def requirements() -> list[Requirement]:
    lines = (line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines())
    return [Requirement(line) for line in lines if line]


def test_no_sentence_of_a_hidden_rule_is_in_the_wheel(files):
    catalogues = {name: dict(messages(text)) for name, text in files.items() if name.endswith(".po")}
    assert sum(map(len, catalogues.values())) > 4000
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            of_it = catalogues[f"autograder/locale/zh_CN/LC_MESSAGES/{assignment}/{exercise}.po"]
            released = set(texts_in(json.loads((ROOT / "exercises" / assignment / f"{exercise}.json").read_bytes())))
            rules = [p for of_function in rules_for_grading(assignment, exercise, 5) for p in of_function.rules]
            hidden = {prepared.rule.rule for prepared in rules if prepared.hidden} - released
            assert {prepared.rule.rule for prepared in rules if not prepared.hidden} <= set(of_it)
            assert hidden
            assert hidden.isdisjoint(of_it), hidden.intersection(of_it)


def test_the_wheel_is_pure_python_and_small(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
    catalogues = sum(size for name, size in sizes.items() if name.endswith(".po"))
    assert sum(sizes.values()) - catalogues < 250_000
    assert catalogues < 200_000  # of each language that there is


def test_the_readme_tells_students_to_install_this_very_wheel(wheel):
    assert f"python -m pip install {wheel.name}\n" in (ROOT / "README.md").read_text()


def test_the_wheel_holds_the_check_and_the_lab_and_nothing_that_solves_declares_or_grades(files):
    modules = {name for name in files if ".dist-info/" not in name}
    catalogues = {name for name in modules if name.startswith("autograder/locale/") and name.endswith(".po")}
    assert catalogues
    assert all(name.endswith(".py") for name in modules - catalogues)
    assert {"autograder/__main__.py", "autograder/check/check.py", "lab/style.py"} <= modules
    assert {"autograder/handin/pack.py", "autograder/pytest_plugin.py"} <= modules
    assert any("autograder.pytest_plugin" in text for name, text in files.items() if name.endswith("entry_points.txt"))
    left_out = ("solutions/", "exercises/", "tests/", "autograder/checks", "autograder/authoring", "autograder/grading")
    left_out += ("autograder/sandbox", "autograder/desk", "autograder/platforms", "autograder/nbgrader_plugin")
    left_out += ("autograder/judging/references",)
    assert not [name for name in modules if name.startswith(left_out)]


def test_no_file_of_the_wheel_holds_a_line_of_a_solution(files):
    lines = {line for a in assignments() for e in exercises_of(a) for line in region_lines(reference_source(a, e))}
    # Shorter ones, as "return out, mask", say nothing of a solution.
    specific = {line for line in lines if len(re.findall(r"\w+", line)) > 3}
    assert len(specific) > 100
    for name, text in files.items():
        assert not specific & {line.strip() for line in text.splitlines()}, name
        assert not list(leaks(name, text))


def test_all_that_the_notebooks_import_is_in_the_wheel_or_beside_them(files):
    for path in sorted((ROOT / "exercises").rglob("*.ipynb")):
        cells = json.loads(path.read_text())["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        text = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
        for node in ast.walk(ast.parse(text)):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.split(".")[0] in ("lab", "autograder"):
                place = module.replace(".", "/")
                assert f"{place}.py" in files or f"{place}/__init__.py" in files, f"{path.name}: {module}"


def test_what_the_wheels_modules_import_is_in_the_wheel(files):
    """Commands that are not for students import lazily, and say so: `unpack` is the exception."""
    for name, text in files.items():
        if not name.endswith(".py") or name == "autograder/handin/commands.py":
            continue
        for node in ast.walk(ast.parse(text)):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.split(".")[0] in ("lab", "autograder"):
                place = module.replace(".", "/")
                assert f"{place}.py" in files or f"{place}/__init__.py" in files, f"{name} imports {module}"


def test_students_get_numpy_matplotlib_and_scikit_learn_and_the_rest_is_the_extra_course(files):
    needed = [Requirement(text) for text in metadata(files).get_all("Requires-Dist")]
    plain = {r.name: r.specifier for r in needed if not r.marker}
    extra = {r.name: r.specifier for r in needed if r.marker and r.marker.evaluate({"extra": "course"})}
    listed = {r.name: r.specifier for r in requirements()}
    assert set(plain) == STUDENTS_NEED
    assert extra == listed
    assert all(listed[name] == specifier for name, specifier in plain.items())


def install(python: Path, *what: str) -> subprocess.CompletedProcess:
    """Install into another environment: with uv, ten times as fast, where it is present, or with this one's pip."""
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    uv = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    command = [*(uv if shutil.which("uv") else pip), "--only-binary", ":all:", *what]
    return subprocess.run(command, capture_output=True, text=True, env=PLAIN)


def interpreter(version: str) -> str | None:
    """A Python of that version: on the path, or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python")))]
    for python in filter(None, found):
        # pyenv puts programs on the path that only say that their version is not chosen.
        if subprocess.run([python, "-c", "import venv"], capture_output=True).returncode == 0:
            return python
    return None


@pytest.fixture
def solved(tmp_path) -> Path:
    """The exercises, all solved."""
    folder = tmp_path / "solved exercises"
    shutil.copytree(ROOT / "exercises", folder)
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            (folder / assignment / f"{exercise}.py").write_text(reference_source(assignment, exercise))
    return folder


@pytest.mark.parametrize(("version", "numpy"), PYTHONS, ids=[f"python{v}-numpy{n}" for v, n in PYTHONS])
def test_the_wheel_works_and_every_reference_passes_its_check(wheel, files, solved, tmp_path, version, numpy):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"There is no Python {version} here.")
    subprocess.run([python, "-m", "venv", "--without-pip", tmp_path / "env"], check=True, env=PLAIN)
    python = tmp_path / "env" / "bin" / "python"
    if (done := install(python, f"numpy=={numpy}")).returncode:
        pytest.skip(f"numpy {numpy} does not install on Python {version} here: {done.stderr.strip()[-200:]}")
    done = install(python, "--no-deps", str(wheel))
    assert done.returncode == 0, done.stderr
    command = [python, "-W", "error", "-m", "autograder", "check", solved]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=PLAIN)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert "53 of 53 functions pass" in done.stdout
    modules = [name[:-3].replace("/", ".") for name in files if re.fullmatch(r"autograder/.*\.py", name)]
    needs_no_more = [name for name in modules if name not in ("autograder.pytest_plugin", "autograder.__main__")]
    done = subprocess.run(
        [python, "-c", f"import {', '.join(needs_no_more)}"], capture_output=True, text=True, env=PLAIN
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def students(wheel, tmp_path_factory) -> Path:
    """A student's folder after the first of the two commands: an environment with the package, and the exercises."""
    folder = tmp_path_factory.mktemp("a student")
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True, env=PLAIN)
    pip = [folder / "env" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, wheel], capture_output=True, text=True, env=PLAIN, cwd=folder)
    if done.returncode and subprocess.run([*pip, "numpy"], capture_output=True, env=PLAIN).returncode:
        pytest.skip("There is no package index in reach, so numpy can't be installed into an empty environment.")
    assert done.returncode == 0, done.stderr
    return folder


def students_run(students: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [students / "env" / "bin" / "python", "-m", "autograder", *arguments]
    return subprocess.run(command, cwd=students, capture_output=True, text=True, env=PLAIN)


def test_two_commands_lead_from_an_empty_environment_to_a_checked_stub(students):
    done = students_run(students, "check", "exercises/optimization/momentum.py")
    assert (done.returncode, done.stderr) == (1, "")
    assert "write momentum_step: exercises/optimization/momentum.py:17" in done.stdout


@pytest.mark.parametrize("arguments", [["grade", "optimization"], ["release"], ["prove"]], ids=lambda a: a[0])
def test_a_command_of_the_courses_says_that_it_is_not_in_the_package(students, arguments):
    done = students_run(students, *arguments)
    assert done.returncode == 2
    assert "belongs to the course's repository" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_notebooks_lab_works_with_what_the_package_brings(students):
    text = "import lab.digits, lab.style, lab.surfaces, lab.training; print(len(lab.digits.load_digits_split()))"
    python = students / "env" / "bin" / "python"
    done = subprocess.run([python, "-c", text], cwd=students, capture_output=True, text=True, env=PLAIN)
    assert (done.returncode, done.stdout.strip()) == (0, "4"), done.stderr
