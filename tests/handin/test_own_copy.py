"""A student's own copy of the exercises: completed by a release, never overwritten."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.handin.own_copy import bring_up_to_date, main
from autograder.judging.references import EXERCISES, ROOT


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def released(tmp_path) -> Path:
    return Path(shutil.copytree(EXERCISES, tmp_path / "the release", ignore=shutil.ignore_patterns("[._]*")))


def test_the_first_copy_has_all_exercises_and_the_second_changes_nothing(released, tmp_path):
    copied = bring_up_to_date(released, tmp_path / "mine")
    assert everything(tmp_path / "mine") == everything(released)
    assert set(copied.new) == set(everything(released))
    again = bring_up_to_date(released, tmp_path / "mine")
    assert (again.new, again.updated) == ((), ())


def test_a_release_brings_new_exercises_and_new_rules_and_leaves_a_students_files_alone(released, tmp_path):
    mine = tmp_path / "mine"
    bring_up_to_date(released, mine)
    work = {"dropout/dropout.py": b"# my work", "dropout/dropout.ipynb": b"{}", "dropout/notes.txt": b"x"}
    for name, data in work.items():
        (mine / name).write_bytes(data)
    for name in ("network.py", "network.ipynb", "network.json"):
        (mine / "dropout" / name).unlink()
    shutil.rmtree(mine / "transfer_learning")
    rules = released / "dropout" / "dropout.json"
    rules.write_bytes(rules.read_bytes().replace(b'"version": "', b'"version": "9.'))
    (released / "dropout" / "dropout.py").write_text("# a newer stub")
    copied = bring_up_to_date(released, mine)
    assert copied.updated == ("dropout/dropout.json",)
    assert {name.split("/")[1].split(".")[0] for name in copied.new} == {"network", "finetune"}
    assert everything(mine) == {**everything(released), **work}


@pytest.mark.parametrize("arguments", [["nowhere", "mine"], ["."], []])
def test_a_copy_that_cannot_be_made_says_why_in_one_line(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_copying_needs_the_standard_library_only():
    code = "import sys, autograder.handin.own_copy; print('numpy' in sys.modules or 'nbgrader' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "False\n"
