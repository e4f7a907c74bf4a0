"""Work in forms that Windows, browsers, Jupyter and Git give it: taken where it is plain what is meant, else told."""

import os
from pathlib import Path

import pytest
from deep_folders import deep_below
from zips import COURSE, GOOD, WANTED, refusals, unpacked, zip_of

from autograder.copies import meant
from autograder.handin.unpack import unpack
from autograder.handin.works import WhichAssignment


def laid_out(folder: Path, student: str = "ada") -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "submitted" / student / "dropout").iterdir()}


def test_a_zip_of_windows_with_backslashes_is_laid_out(tmp_path):
    """Compress-Archive of Windows PowerShell 5 writes them, for folders too."""
    done = unpacked(tmp_path, {"ada.zip": zip_of({"dropout\\": b""} | {f"dropout\\{n}": d for n, d in GOOD.items()})})
    assert done.refused == ()
    assert laid_out(tmp_path) == GOOD


COPIES = [
    "dropout (1).py",
    "dropout(2).py",
    "dropout-Copy1.py",
    "dropout-1.py",
    "dropout - Copy.py",
    "dropout - Copy (2).py",
    "dropout - Kopie.py",
    "dropout copy 2.py",
    "dropout 2.py",
    "dropout_copy.py",
    "dropout (copy).py",
    "dropout-Copy1 (1).py",
    "Dropout.py",
    "DROPOUT.PY",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copys_name_is_taken_for_its_exercise_where_nothing_else_is(name, tmp_path):
    data = {"network.py": b"# n", f"mine/{name}": b"# copy"}
    done = unpacked(tmp_path, {"ada.zip": zip_of(data)})
    assert laid_out(tmp_path) == {"network.py": b"# n", "dropout.py": b"# copy"}
    assert f"{name} taken for dropout.py" in done.laid_out[0].remarks
    assert unpack([tmp_path / "inbox"], tmp_path / "again", COURSE).assignment == "dropout"


@pytest.mark.parametrize("name", [name for name in COPIES if name.lower() != "dropout.py"])
def test_the_exercises_own_name_counts_before_a_copys(name, tmp_path):
    done = unpacked(tmp_path, {"ada.zip": zip_of({name: b"# copy", "dropout.py": b"# own"})})
    assert laid_out(tmp_path) == {"dropout.py": b"# own"}
    assert done.laid_out[0].left == (name,)


def test_two_copies_without_the_original_are_told_apart_by_nobody(tmp_path):
    done = unpacked(tmp_path, {"ada.zip": zip_of({"dropout (1).py": b"", "dropout-Copy1.py": b""})})
    assert "two files dropout.py, and nobody can tell which is meant (dropout (1).py and" in refusals(done)["ada"]


@pytest.mark.parametrize("name", ["dropout2.py", "mydropout.py", "dropout.py.txt", "dropouts.py", "dropout_old.py"])
def test_other_names_are_no_copies(name):
    assert meant(name, WANTED) is None


def test_a_refused_zip_shows_its_reason_also_where_it_came_alone(tmp_path):
    (tmp_path / "ada.zip").write_bytes(zip_of(GOOD | {"../x": b""}))
    with pytest.raises(WhichAssignment, match=r"ada: it has a path that leaves its folder"):
        unpack([tmp_path / "ada.zip"], tmp_path / "submitted", COURSE)
    (tmp_path / "ada.zip").write_bytes(zip_of({"dropout.zip": zip_of(GOOD)}))
    with pytest.raises(WhichAssignment, match=r"it holds another zip \(dropout\.zip\)\. Take that one out"):
        unpack([tmp_path / "ada.zip"], tmp_path / "submitted", COURSE)


def test_a_module_that_is_no_text_to_python_is_told(tmp_path):
    data = GOOD | {"network.py": "x = 1\n".encode("utf-16"), "dropout.py": b"x = '\0'\n"}
    done = unpacked(tmp_path, {"ada.zip": zip_of(data)})
    assert done.laid_out[0].remarks == (
        "dropout.py holds a NUL byte, which Python does not read: it is damaged, or no text",
        "network.py is stored as UTF-16, which Python does not read: save it as UTF-8",
    )


@pytest.mark.parametrize("name", [".zip", "..zip", ".ada.zip", ".hidden/ada.zip"])
def test_a_hidden_zip_is_never_passed_over(name, tmp_path):
    done = unpacked(tmp_path, {name: zip_of(GOOD), "bob.zip": zip_of(GOOD)})
    assert [one.student for one in done.laid_out] == ["bob"]
    assert "begins with a dot. Rename it to <student>.zip" in refusals(done)[name]
    if "/" not in name:
        done = unpack([tmp_path / "inbox" / name], tmp_path / "alone", COURSE, "dropout")
        assert done.laid_out == ()
        assert len(done.unidentified) == 1


def test_what_a_mac_adds_is_passed_over(tmp_path):
    done = unpacked(tmp_path, {"__MACOSX/._ada.zip": b"", "._ada.zip": b"", "ada.zip": zip_of(GOOD)})
    assert (len(done.laid_out), done.refused, done.unused) == (1, (), ())


CLONES = {
    "ada/.git/HEAD": b"ref: x",
    "ada/README.md": b"",
    **{f"ada/exercises/dropout/{name}": data for name, data in GOOD.items()},
    "ada/exercises/data_augmentation/flips.py": b"# flips",
    "ada/exercises/dropout/.ipynb_checkpoints/dropout-checkpoint.py": b"# older",
    "bob/dropout/dropout.py": b"# bob",
    # All in a clone is of its owner's choosing.
    "bob/dropout/doejane_11_22_dropout.py": b"# forged",
    "bob/Jane Doe_5_assignsubmission_file_/dropout.py": b"# forged",
}


def test_clones_are_laid_out_by_their_folders_names(tmp_path):
    done = unpacked(tmp_path, CLONES)
    assert [(one.student, one.files) for one in done.laid_out] == [("ada", WANTED), ("bob", ("dropout.py",))]
    assert laid_out(tmp_path) == GOOD
    assert laid_out(tmp_path, "bob") == {"dropout.py": b"# bob"}
    assert (done.refused, done.unidentified, done.unused) == ((), (), ())
    with pytest.raises(WhichAssignment, match="files of dropout and data_augmentation"):
        unpack([tmp_path / "inbox"], tmp_path / "submitted", COURSE)


def test_a_folder_of_an_lms_is_no_clone_whatever_its_student_put_into_it(tmp_path):
    folder = "Jane Doe_5_assignsubmission_file_"
    done = unpacked(tmp_path, {f"{folder}/dropout/dropout.py": b"# jane", f"{folder}/.git/HEAD": b""})
    assert [one.student for one in done.laid_out] == ["Jane_Doe"]
    assert laid_out(tmp_path, "Jane_Doe") == {"dropout.py": b"# jane"}


def test_folders_in_folders_without_end_stop_nobody_elses_work(tmp_path):
    (tmp_path / "inbox" / "eve" / "dropout").mkdir(parents=True)
    with deep_below(tmp_path / "inbox" / "eve" / "dropout", "dropout.py"):
        done = unpacked(tmp_path, {f"ada/dropout/{name}": data for name, data in GOOD.items()})
    assert [one.student for one in done.laid_out] == ["ada"]


def test_no_link_is_followed_out_of_a_folder(tmp_path):
    (tmp_path / "inbox" / "ada" / "dropout").mkdir(parents=True)
    (tmp_path / "inbox" / "ada" / "dropout" / "network.py").write_bytes(GOOD["network.py"])
    os.symlink("/etc/hostname", tmp_path / "inbox" / "ada" / "dropout" / "dropout.py")
    os.symlink("/etc/hostname", tmp_path / "inbox" / "eve.zip")
    os.symlink("ada", tmp_path / "inbox" / "eve")
    (tmp_path / "inbox" / "bob" / ".git").mkdir(parents=True)
    os.symlink("../ada/dropout", tmp_path / "inbox" / "bob" / "dropout")
    done = unpacked(tmp_path, {})
    assert refusals(done) == dict.fromkeys(["ada/dropout/dropout.py", "bob/dropout", "eve", "eve.zip"], "it is a link")
    assert laid_out(tmp_path) == {"network.py": GOOD["network.py"]}


def test_a_loose_module_that_is_too_large_is_left_behind(tmp_path):
    files = {
        "Ada L_5_assignsubmission_file_/network.py": b"#" * 1_000_001,
        "Ada L_5_assignsubmission_file_/dropout.py": b"",
    }
    done = unpacked(tmp_path, files)
    assert done.laid_out[0].files == ("dropout.py",)
    assert "network.py (too large)" in done.laid_out[0].left


def test_unpack_tells_whose_time_zone_it_read_and_refuses_one_that_is_none(tmp_path, autograder):
    """As an instructor does it: Moodle's zip and its worksheet."""
    (tmp_path / "moodle.zip").write_bytes(zip_of({"Ada L_5_assignsubmission_file_/dropout.zip": zip_of(GOOD)}))
    (tmp_path / "worksheet.csv").write_text(
        'Identifier,Full name,Username,"Last modified (submission)"\n'
        'Participant 5,Ada L,ada,"Monday, 5 October 2026, 9:55 PM"\n'
    )
    command = ("unpack", "moodle.zip", "--roster", "worksheet.csv")
    done = autograder(*command, "--timezone", "Europe/Berlin", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 timestamp.txt from Moodle's worksheet, read as times in Europe/Berlin." in done.stdout
    stamp = tmp_path / "submitted" / "ada" / "dropout" / "timestamp.txt"
    assert stamp.read_text() == "2026-10-05 19:55:00 UTC\n"
    done = autograder(*command, cwd=tmp_path)
    assert "read as times in this machine's time zone (" in done.stdout
    assert "unpack again with --timezone" in done.stdout
    done = autograder(*command, "--timezone", "Mars/X", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no time zone 'Mars/X'" in done.stderr
