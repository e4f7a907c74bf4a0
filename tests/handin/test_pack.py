"""What `pack` writes."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from users import UID, as_uid
from zips import COURSE, zip_of

from autograder.grading.submissions import MAX_MODULE, MAX_NOTEBOOK
from autograder.handin.archive import MAX_BYTES
from autograder.handin.pack import NotPacked, pack
from autograder.handin.released_exercises import exercises_of, files_of
from autograder.judging import references
from autograder.judging.references import EXERCISES, ROOT


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


@pytest.mark.parametrize(
    ("here", "named"),
    [
        ("exercises", "dropout/"),
        ("exercises", "./dropout"),
        ("exercises", "dropout//"),
        ("exercises/dropout", "."),
        ("exercises/dropout", "./"),
        ("exercises/dropout", "dropout.py"),
        ("exercises/optimization", "../dropout"),
        ("exercises/optimization", "../dropout/"),
        (".", "exercises/dropout"),
        (".", "dropout/"),
        ("exercises/dropout/mine", ".."),
    ],
)
def test_an_assignments_folder_stands_for_its_name(here, named, my_exercises, monkeypatch):
    (my_exercises / "dropout" / "mine").mkdir()
    monkeypatch.chdir(my_exercises.parent / here)
    packed = pack(named)
    assert packed.file == Path("dropout.zip")
    with zipfile.ZipFile(packed.file) as archive:
        names = archive.namelist()
        assert b'"assignment": "dropout"' in archive.read("dropout/manifest.json")
    assert sorted(names) == sorted(f"dropout/{n}" for n in (*files_of(COURSE["dropout"]), "manifest.json"))


def test_a_folder_that_was_renamed_is_still_its_assignments(my_exercises, monkeypatch):
    (my_exercises / "dropout").rename(my_exercises / "my dropout")
    monkeypatch.chdir(my_exercises / "my dropout")
    assert pack(".").file == Path("dropout.zip")
    assert pack(".").exercises == COURSE["dropout"]


def test_the_zip_may_be_put_into_another_folder(my_exercises, tmp_path):
    assert pack("dropout", output=tmp_path).file == tmp_path / "dropout.zip"


def test_copies_are_told_and_not_packed(my_exercises):
    folder = my_exercises / "dropout"
    shutil.copy(folder / "network.py", folder / "network-Copy1.py")
    shutil.move(folder / "dropout.py", folder / "dropout (1).py")
    packed = pack("dropout")
    assert [sentence.partition(" is not in the zip")[0] for sentence in packed.warnings] == [
        "dropout (1).py",
        "network-Copy1.py",
    ]
    assert "rename it to dropout.py, and pack again" in packed.warnings[0]
    assert packed.missing == ("dropout.py is not there",)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("import scipy.special\n", "dropout.py imports scipy, but graded modules find numpy alone"),
        ("def f():\n    from sklearn import svm\n", "dropout.py imports sklearn, but graded modules find numpy alone"),
        ("import matplotlib.pyplot as plt, torch\n", "dropout.py imports matplotlib and torch, but"),
        ("import math\nx = float(input('p? '))\n", "dropout.py waits for input() in line 2"),
        ("import math, numpy as np\nfrom numpy.linalg import norm\n", None),
        ("def f(input):\n    return input(3)\n", None),
    ],
)
def test_what_grading_has_not_is_told_before_handing_in(source, sentence, my_exercises):
    (my_exercises / "dropout" / "dropout.py").write_text(source)
    warnings = pack("dropout").warnings
    assert len(warnings) == bool(sentence)
    assert all(sentence in warning for warning in warnings)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n".encode("utf-16"), "is stored as UTF-16, which Python does not read: save it as UTF-8"),
        ("x = 1\n".encode("utf-16-le"), "is stored as UTF-16, which Python does not read: save it as UTF-8"),
        ("x = 'ü'\n".encode("latin-1"), "is not stored as UTF-8, which Python expects: save it as UTF-8"),
        (b"x = 1\n" * 100 + b"\0", "holds a NUL byte, which Python does not read: it is damaged, or no text"),
        (b"x = (\n", "has a syntax error in line 1"),
        (b"\xef\xbb\xbfx = 1\r\n", None),
    ],
)
def test_a_module_that_python_cannot_read_is_told_in_words_for_beginners(source, words, my_exercises):
    (my_exercises / "dropout" / "dropout.py").write_bytes(source)
    told = [line for line in pack("dropout").unfinished if line.startswith("dropout.py")]
    assert told == ([f"dropout.py {words}"] if words else [])


def test_a_folder_that_may_not_be_written_is_told_and_the_advice_helps(my_exercises, tmp_path):
    course, home = my_exercises.parent, tmp_path / "home"
    home.mkdir()
    command = [*(as_uid(UID, course, home) if os.geteuid() == 0 else []), sys.executable, "-m", "autograder", "pack"]

    def run(*arguments: str) -> subprocess.CompletedProcess:
        environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT)}
        return subprocess.run([*command, *arguments], cwd=course, env=environment, capture_output=True, text=True)

    course.chmod(0o555)
    try:
        done = run("dropout")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert f"dropout.zip cannot be written: you may not write into {course}" in done.stderr
        assert f"python -m autograder pack dropout --output {home / 'dropout.zip'}" in done.stderr
        assert run("dropout", "--output", str(home / "dropout.zip")).returncode == 0
    finally:
        course.chmod(0o755)
    assert (home / "dropout.zip").exists()


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
