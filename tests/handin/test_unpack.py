"""What `unpack` lays out, and how it ends."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from zips import COURSE, GOOD, WANTED, refusals, unpacked, zip_of

from autograder.grading.submissions import submissions
from autograder.handin.pack import zipped
from autograder.handin.unpack import unpack
from autograder.handin.works import WhichAssignment
from autograder.judging import references
from autograder.judging.references import EXERCISES


def test_a_packed_submission_is_graded_as_one_that_lies_there(term, hand_in, autograder):
    assignment, solved = "data_processing", references.reference_source("data_processing", "standardize")
    for student, module in (("ada", solved), ("bob", solved.replace("axis=0", "axis=1")), ("eve", "import (")):
        hand_in(student, assignment, standardize=module)
    grading = ("grade", assignment, "--seed", 5, "--json")
    assert autograder(*grading, "direct.json", cwd=term).returncode == 0
    (term / "inbox").mkdir()
    for student in ("ada", "bob", "eve"):
        work = term / "submitted" / student
        options = ("--exercises", work, "--output", term / "inbox" / f"{student}.zip")
        assert autograder("pack", assignment, *options, cwd=term).returncode == 0
        shutil.rmtree(work)
    done = autograder("unpack", "inbox", cwd=term)
    assert done.returncode == 0
    assert "3 submissions of data_processing in submitted" in done.stdout
    assert autograder(*grading, "unpacked.json", cwd=term).returncode == 0
    direct, unpacked = (json.loads((term / name).read_text()) for name in ("direct.json", "unpacked.json"))
    assert direct == unpacked
    assert len({row["verdict"] for row in direct}) > 1


def test_files_are_taken_out_of_any_folder_and_others_are_left_behind(tmp_path):
    extras = {
        "__MACOSX/._dropout.py": b"",
        "my homework/.DS_Store": b"",
        "my homework/essay.txt": b"",
        "Network.py": b"",
    }
    done = unpacked(tmp_path, {"ada.zip": zip_of({f"my homework/week 3/{n}": d for n, d in GOOD.items()} | extras)})
    assert done.refused == ()
    assert done.laid_out[0].files == WANTED
    assert done.laid_out[0].left == ("my homework/essay.txt", "Network.py")
    folder = tmp_path / "submitted" / "ada" / "dropout"
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == GOOD


def test_unpacking_again_replaces_a_submission_as_a_whole(tmp_path):
    folder = tmp_path / "submitted" / "ada" / "dropout"
    folder.mkdir(parents=True)
    (folder / "network.py").write_text("# an earlier one")
    done = unpacked(tmp_path, {"ada.zip": zip_of({"dropout.py": b"# new"})})
    assert done.laid_out[0].replaced
    assert done.laid_out[0].missing == ("dropout.ipynb", "network.ipynb", "network.py")
    assert {p.name for p in folder.iterdir()} == {"dropout.py"}
    assert [p.name for p in folder.parent.iterdir()] == ["dropout"]


def test_a_refused_zip_leaves_the_earlier_submission_as_it_was(tmp_path):
    folder = tmp_path / "submitted" / "ada" / "dropout"
    folder.mkdir(parents=True)
    (folder / "network.py").write_text("# an earlier one")
    good = zip_of(GOOD)
    done = unpacked(tmp_path, {"ada.zip": good.replace(GOOD["dropout.py"][:1], b"#", 1)[:-30]})
    assert "ada" in refusals(done)
    assert (folder / "network.py").read_text() == "# an earlier one"


KILLED = """
import os, signal, sys
from pathlib import Path
from autograder.handin import lay_out
from autograder.handin.released_exercises import released_course
from autograder.handin.unpack import unpack

place, name, calls = {"copy": lay_out, "replace": os}[sys.argv[1]], sys.argv[1], int(sys.argv[2])
real = getattr(place, name)

def until_killed(*arguments):
    global calls
    calls -= 1
    if calls < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)

setattr(place, name, until_killed)
unpack([Path("inbox")], Path("submitted"), released_course(Path(sys.argv[3])), "dropout")
"""


@pytest.mark.parametrize(("killed_at", "calls"), [("copy", 0), ("copy", 3), ("replace", 0), ("replace", 1)])
def test_a_kill_leaves_a_whole_submission_or_none_and_the_next_call_mends_it(killed_at, calls, tmp_path):
    earlier = tmp_path / "submitted" / "ada" / "dropout"
    earlier.mkdir(parents=True)
    (earlier / "network.py").write_text("# an earlier one")
    (tmp_path / "inbox").mkdir()
    for student in ("ada", "bob"):
        (tmp_path / "inbox" / f"{student}.zip").write_bytes(zip_of(GOOD))
    killed = subprocess.run([sys.executable, "-c", KILLED, killed_at, str(calls), str(EXERCISES)], cwd=tmp_path)
    assert killed.returncode == -9
    if list(tmp_path.glob("submitted/*/dropout")):
        for submission in submissions(tmp_path / "submitted", "dropout"):
            assert submission.student in ("ada", "bob")
            assert {p.name for p in submission.folder.iterdir()} in ({"network.py"}, set(WANTED))
    # An unreadable zip now: what there was before the kill must be found again, not only the new one.
    (tmp_path / "inbox" / "bob.zip").unlink()
    (tmp_path / "inbox" / "ada.zip").write_bytes(zip_of(GOOD)[:-200])
    unpack([tmp_path / "inbox"], tmp_path / "submitted", COURSE, "dropout")
    assert (earlier / "network.py").read_text() == "# an earlier one"
    (tmp_path / "inbox" / "ada.zip").write_bytes(zip_of(GOOD))
    done = unpack([tmp_path / "inbox"], tmp_path / "submitted", COURSE, "dropout")
    assert done.refused == ()
    assert [p.name for p in earlier.parent.iterdir()] == ["dropout"]


def test_the_assignment_is_found_by_the_files_and_asked_for_where_they_are_of_two(tmp_path):
    flips = {"flips.py": (EXERCISES / "data_augmentation" / "flips.py").read_bytes()}
    assert unpacked(tmp_path, {"ada.zip": zip_of(flips)}, assignment=None).assignment == "data_augmentation"
    with pytest.raises(WhichAssignment, match="files of dropout and data_augmentation"):
        unpacked(tmp_path, {"bob.zip": zip_of(GOOD)}, assignment=None)
    with pytest.raises(WhichAssignment, match=r"no assignment 'drop'\. There are: data_processing, "):
        unpacked(tmp_path, {}, assignment="drop")
    shutil.rmtree(tmp_path / "inbox")
    with pytest.raises(WhichAssignment, match="there is no file of any assignment"):
        unpacked(tmp_path, {"ada.zip": zip_of({"x.py": b""})}, assignment=None)


def test_a_zip_of_another_release_is_told(tmp_path):
    manifest = {"course": "training-neural-networks", "version": "0.0.1", "assignment": "dropout"}
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD | {"a/manifest.json": json.dumps(manifest).encode()})})
    assert done.laid_out[0].version == "0.0.1"
    for manifest in (b"{", b"[]", b'{"course": 1}', b"\xff", b'{"course": "training-neural-networks"}'):
        done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD | {"a/manifest.json": manifest})})
        assert done.laid_out[0].version == ""
        assert done.refused == ()


def test_unpack_ends_with_0_when_all_was_unpacked_1_when_some_was_refused_2_for_unusable_arguments(
    tmp_path, autograder
):
    def ends(*arguments: object) -> tuple[int, str]:
        done = autograder("unpack", *arguments, cwd=tmp_path)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    (tmp_path / "ada.zip").write_bytes(zipped("dropout", GOOD))
    (tmp_path / "eve.zip").write_bytes(zip_of(GOOD | {"../x": b""}))
    (tmp_path / "empty").mkdir()
    code, said = ends("ada.zip")
    assert code == 0
    assert "1 submission of dropout in submitted" in said
    assert "autograder grade dropout" in said
    code, said = ends("ada.zip", "eve.zip", "--submitted", "elsewhere")
    assert code == 1
    assert "refused: eve: it has a path that leaves its folder (../x)." in said
    assert (tmp_path / "elsewhere" / "ada" / "dropout" / "network.py").exists()
    for arguments in (["nobody.zip"], ["empty"], ["ada.zip", "--assignment", "x"], ["ada.zip", "--roster", "none.csv"]):
        code, said = ends(*arguments)
        assert code == 2
        assert said.startswith("autograder: ")
        assert said.count("\n") == 1


def test_names_that_a_terminal_cannot_show_stop_nothing(tmp_path):
    (tmp_path / "müller.zip").write_bytes(zip_of(GOOD | {"über mich.txt": b""}))
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "autograder", "unpack", "müller.zip"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "m?ller: 4 files; left behind: ?ber mich.txt" in done.stdout
    assert (tmp_path / "submitted" / "müller" / "dropout" / "network.py").exists()
