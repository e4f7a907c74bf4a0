"""What `pack` writes."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from zips import COURSE, zip_of

from autograder.grading.submissions import MAX_MODULE, MAX_NOTEBOOK
from autograder.handin.archive import MAX_BYTES
from autograder.handin.pack import NotPacked, pack
from autograder.handin.released_exercises import exercises_of, files_of
from autograder.judging import references
from autograder.judging.references import EXERCISES


@pytest.fixture
def my_exercises(tmp_path, monkeypatch) -> Path:
    """A student's copy of the exercises; its path has a space, and the student is in the folder around it."""
    home = tmp_path / "my course"
    shutil.copytree(EXERCISES, home / "exercises")
    monkeypatch.chdir(home)
    return home / "exercises"


def test_pack_and_unpack_know_the_same_exercises_as_the_grading_in_the_same_order():
    assert list(COURSE.items()) == [(a, tuple(references.exercises_of(a))) for a in references.assignments()]


def test_what_is_handed_in_is_what_grade_reads():
    assert MAX_BYTES == {".py": MAX_MODULE, ".ipynb": MAX_NOTEBOOK}


@pytest.mark.parametrize("assignment", COURSE)
def test_a_zip_holds_the_notebooks_and_modules_of_its_assignment_and_nothing_else(assignment, my_exercises):
    folder = my_exercises / assignment
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "x-checkpoint.ipynb").write_text("{}")
    for other in ("data.npy", "notes.py", "results.json"):
        (folder / other).write_text("{}")
    packed = pack(assignment)
    with zipfile.ZipFile(packed.file) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert all(archive.read(f"{assignment}/{n}") == (folder / n).read_bytes() for n in packed.packed)
    assert sorted(names) == sorted(f"{assignment}/{n}" for n in (*files_of(COURSE[assignment]), "manifest.json"))
    assert packed.missing == ()
    assert not packed.replaced


def test_the_same_files_make_the_same_zip_whenever_they_were_saved(my_exercises):
    first = pack("dropout", output=Path("first.zip"))
    for path in my_exercises.rglob("*.*"):
        os.utime(path, (1, 1))
    second = pack("dropout", output=Path("second.zip"))
    assert first.file.read_bytes() == second.file.read_bytes()


def test_a_missing_file_is_told_and_the_others_are_packed(my_exercises):
    (my_exercises / "dropout" / "network.ipynb").unlink()
    (my_exercises / "dropout" / "dropout.ipynb").write_bytes(b" " * 20_000_001)
    packed = pack("dropout")
    assert packed.packed == ("dropout.py", "network.py")
    assert packed.missing == (
        "dropout.ipynb has more than 20 MB: clear its outputs",
        "network.ipynb is not there",
    )


def test_what_is_not_written_yet_is_told(my_exercises):
    reference = references.reference_source("dropout", "network").encode()
    (my_exercises / "dropout" / "network.py").write_bytes(reference)
    assert [words.partition(":")[0] for words in pack("dropout").unfinished] == ["dropout.py"]
    (my_exercises / "dropout" / "network.py").write_text("x = 1\ndef forward(:\n")
    (my_exercises / "dropout" / "dropout.py").write_bytes(b"x = '\0'")
    told = pack("dropout").unfinished
    assert "network.py has a syntax error in line 2" in told
    assert any(words.startswith("dropout.py") for words in told)


@pytest.mark.parametrize("here", ["exercises/dropout", "exercises", "."])
def test_pack_finds_the_assignment_from_its_own_folder_and_from_those_around(here, my_exercises, monkeypatch):
    monkeypatch.chdir(my_exercises.parent / here)
    assert pack("dropout").file.resolve() == (my_exercises.parent / here / "dropout.zip").resolve()


@pytest.mark.parametrize("named", ["exercises", "exercises/dropout"])
def test_the_folder_of_the_exercises_can_be_named(named, my_exercises, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert len(pack("dropout", my_exercises.parent / named).packed) == 4


def test_a_copy_made_by_make_lab_is_packed_before_the_release_beside_it(my_exercises):
    shutil.copytree(my_exercises, "my_exercises")
    assert pack("dropout").folder == Path("my_exercises/dropout")


def test_an_assignments_exercises_are_known_without_their_rules(my_exercises):
    for path in my_exercises.rglob("*.json"):
        path.unlink()
    assert exercises_of(my_exercises / "dropout") == COURSE["dropout"]


def test_pack_replaces_its_own_zip_and_no_other_file(my_exercises, autograder):
    assert not pack("dropout").replaced
    assert pack("dropout").replaced
    home = my_exercises.parent
    assert "(in place of the earlier one)" in autograder("pack", "dropout", cwd=home).stdout
    for data in (b"my only copy", zip_of({"thesis.tex": b"..."}), zip_of({"a/manifest.json": b"[]"})):
        Path("dropout.zip").write_bytes(data)
        with pytest.raises(NotPacked, match="pack did not make it"):
            pack("dropout")
        assert Path("dropout.zip").read_bytes() == data


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["droput"], "there is no assignment 'droput' here. There are: data_processing, "),
        (["dropout", "--exercises", "nowhere"], "nowhere is no folder."),
        (["dropout", "--output", "nowhere/dropout.zip"], "No such file or directory"),
    ],
)
def test_pack_says_in_one_sentence_why_it_could_not(arguments, sentence, my_exercises, autograder):
    done = autograder("pack", *arguments, cwd=my_exercises.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_pack_says_where_no_exercises_are(tmp_path, autograder):
    done = autograder("pack", "dropout", cwd=tmp_path)
    assert done.returncode == 2
    assert "holds no exercises. Go to the course's folder" in done.stderr


def test_nothing_to_hand_in_makes_no_zip(my_exercises):
    for path in my_exercises.rglob("dropout/*.[ip]*y*"):
        path.unlink()
    with pytest.raises(NotPacked, match="nothing to hand in"):
        pack("dropout")
    assert not Path("dropout.zip").exists()


def test_handing_in_needs_the_standard_library_only(tmp_path):
    code = (
        "import sys; before = set(sys.modules); import autograder.handin.pack, autograder.handin.unpack; "
        "new = {m.split('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.strip() == "['autograder']"
