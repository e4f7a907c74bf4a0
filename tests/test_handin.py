"""Handing in: what `pack` writes, what `unpack` lays out, and that no zip does anything else."""

import io
import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from autograder.grading.grade import MAX_MODULE
from autograder.grading.notebooks import MAX_NOTEBOOK
from autograder.handin.archive import MAX_BYTES, ONE_STUDENT, Refused, checked, copy, opened
from autograder.handin.course import exercises_of, files_of, released_course
from autograder.handin.downloads import Sender, delivery
from autograder.handin.pack import NotPacked, pack, zipped
from autograder.handin.roster import UnusableRoster, read_roster, simplified
from autograder.handin.unpack import Unpacked, WhichAssignment, unpack
from autograder.judging import references
from autograder.judging.references import EXERCISES

COURSE = released_course(EXERCISES)
WANTED = files_of(COURSE["dropout"])
GOOD = {name: (EXERCISES / "dropout" / name).read_bytes() for name in WANTED}


@pytest.fixture
def my_exercises(tmp_path, monkeypatch) -> Path:
    """A student's copy of the exercises; its path has a space, and the student is in the folder around it."""
    home = tmp_path / "my course"
    shutil.copytree(EXERCISES, home / "exercises")
    monkeypatch.chdir(home)
    return home / "exercises"


def zip_of(files: dict[str, bytes], attributes: dict[str, int] | None = None) -> bytes:
    """A zip with these entries, in order; attributes: Unix modes of some."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (attributes or {}).get(name, 0) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(folder: Path, files: dict[str, bytes], **options) -> Unpacked:
    """Put files into a folder and unpack it, beside itself. Nothing may appear anywhere else."""
    inbox = folder / "inbox"
    for name, data in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = unpack([inbox], folder / "submitted", COURSE, **{"assignment": "dropout", **options})
    assert {p.name for p in folder.iterdir()} <= {"inbox", "submitted"}
    assert not list(folder.glob("submitted/.*"))
    return done


def refusals(done: Unpacked) -> dict[str, str]:
    return dict(done.refused)


# What pack writes


def test_pack_and_unpack_know_the_same_exercises_as_the_grading():
    assert COURSE == {a: tuple(references.exercises_of(a)) for a in references.assignments()}


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
        (["droput"], "there is no assignment 'droput' here. There are: common_pattern, "),
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


# From pack to the grades


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


# What unpack lays out


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
    (folder / "timestamp.txt").write_text("2026-10-05 21:00:00 UTC")
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
from autograder.handin.course import released_course
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
    for folder in tmp_path.glob("submitted/[a-z]*/dropout"):
        assert {p.name for p in folder.iterdir()} in ({"network.py"}, set(WANTED))
    # An unreadable zip now: what there was before the kill must be found again, not only the new one.
    (tmp_path / "inbox" / "bob.zip").unlink()
    (tmp_path / "inbox" / "ada.zip").write_bytes(zip_of(GOOD)[:-200])
    unpack([tmp_path / "inbox"], tmp_path / "submitted", COURSE, "dropout")
    assert (earlier / "network.py").read_text() == "# an earlier one"


def test_the_assignment_is_found_by_the_files_and_asked_for_where_they_are_of_two(tmp_path):
    flips = {"flips.py": (EXERCISES / "data_augmentation" / "flips.py").read_bytes()}
    assert unpacked(tmp_path, {"ada.zip": zip_of(flips)}, assignment=None).assignment == "data_augmentation"
    with pytest.raises(WhichAssignment, match="files of data_augmentation and dropout"):
        unpacked(tmp_path, {"bob.zip": zip_of(GOOD)}, assignment=None)
    with pytest.raises(WhichAssignment, match=r"no assignment 'drop'\. There are: common_pattern, "):
        unpacked(tmp_path, {}, assignment="drop")
    shutil.rmtree(tmp_path / "inbox")
    with pytest.raises(WhichAssignment, match="no file of any assignment"):
        unpacked(tmp_path, {"ada.zip": zip_of({"x.py": b""})}, assignment=None)


def test_a_zip_of_another_release_is_told(tmp_path):
    manifest = {"course": "training-neural-networks", "version": "0.0.1", "assignment": "dropout"}
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD | {"a/manifest.json": json.dumps(manifest).encode()})})
    assert done.laid_out[0].version == "0.0.1"
    for manifest in (b"{", b"[]", b'{"course": 1}', b"\xff", b'{"course": "training-neural-networks"}'):
        done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD | {"a/manifest.json": manifest})})
        assert done.laid_out[0].version == ""
        assert done.refused == ()


# Hostile zips


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """A zip with a name changed in place: Python's zipfile would not write such names itself."""
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


def encrypted(data: bytes) -> bytes:
    """A zip whose first entry says that it is encrypted, in both headers."""
    table = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[6] |= 1
    changed[table + 8] |= 1
    return bytes(changed)


def with_method(data: bytes, method: int) -> bytes:
    table = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[8], changed[table + 10] = method, method
    return bytes(changed)


def with_sizes(data: bytes, size: int) -> bytes:
    """A zip whose first entry lies about its size, in both headers."""
    table = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[22:26] = changed[table + 24 : table + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("dropout.py", b"# one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("dropout.py", b"# two")
    return buffer.getvalue()


ONE = {"dropout.py": b"x = 1\n" * 100}
HOSTILE = {
    "climbs": (lambda: zip_of(GOOD | {"../evil.py": b""}), "leaves its folder"),
    "climbs inside": (lambda: zip_of({"a/../../dropout.py": b""}), "leaves its folder"),
    "absolute": (lambda: zip_of(GOOD | {"/etc/evil.py": b""}), "absolute path"),
    "backslashes": (lambda: zip_of({"a\\dropout.py": b""}), "backslashes"),
    "climbs with backslashes": (lambda: zip_of({"..\\..\\dropout.py": b""}), "backslashes"),
    "drive": (lambda: zip_of({"C:/dropout.py": b""}), "drive letter"),
    "link": (lambda: zip_of({"dropout.py": b"/etc/passwd"}, {"dropout.py": stat.S_IFLNK | 0o777}), "holds a link"),
    "linked folder": (lambda: zip_of(GOOD | {"a": b"/etc"}, {"a": stat.S_IFLNK | 0o777}), "holds a link"),
    "device": (
        lambda: zip_of({"dropout.py": b""}, {"dropout.py": stat.S_IFCHR | 0o666}),
        "neither a file nor a folder",
    ),
    "pipe": (lambda: zip_of({"dropout.py": b""}, {"dropout.py": stat.S_IFIFO | 0o666}), "neither a file nor a folder"),
    "folder that is a file": (lambda: zip_of({"dropout.py": b""}, {"dropout.py": stat.S_IFDIR}), "neither a file"),
    "folder with a file's name": (lambda: zip_of({"a/dropout.py/": b""}), "folder with the name of a file"),
    "file in a file": (lambda: zip_of({"dropout.py/dropout.ipynb": b""}), "folder with the name of a file"),
    "encrypted": (lambda: encrypted(zip_of(ONE)), "encrypted"),
    "another method": (lambda: with_method(zip_of(ONE), 14), "not read here"),
    "two of one name": (twice, "two entries with one name"),
    "two but for capitals": (lambda: zip_of({"dropout.py": b"", "Dropout.PY": b""}), "two entries with one name"),
    "two candidates": (lambda: zip_of({"dropout.py": b"", "old/dropout.py": b""}), "two files dropout.py"),
    "line break": (lambda: zip_of({"drop\nout.py": b""}), "control character"),
    "escape sequence": (lambda: zip_of(GOOD | {"\x1b[2Jx": b""}), "control character"),
    "nul": (lambda: patched(zip_of({"dropout.pyX": b""}), b"dropout.pyX", b"dropout.py\0"), "control character"),
    "surrogate": (lambda: patched(zip_of({"é€.py": b""}), "é€".encode(), b"a\xed\xa0\x80b"), "no zip, or a broken one"),
    "no name": (lambda: zip_of({"./": b""}), "entry without a name"),
    "long name": (lambda: zip_of({"x" * 1001: b""}), "more than 1000 characters"),
    "too many": (lambda: zip_of({f"{i}.txt": b"" for i in range(2001)}), "more than 2000 entries"),
    "far too many": (lambda: zip_of({f"{i}.txt": b"" for i in range(10_001)}), "more than 2000 entries"),
    "bomb": (lambda: zip_of({"zeros.bin": b"\0" * 30_000_000}), "more than 200 times"),
    "bomb of many": (lambda: zip_of({f"{i}.bin": b"\0" * 900_000 for i in range(40)}), "more than 200 times"),
    "says too much": (lambda: with_sizes(zip_of({"a.bin": b"x"}), 250_000_000), "more than 200 MB"),
    "says too little": (lambda: with_sizes(zip_of(ONE), 5), "broken"),
    "cut off": (lambda: zip_of(GOOD)[:-25], "no zip, or a broken one"),
    "cut in front": (lambda: zip_of(GOOD)[100:], "broken"),
    "empty file": (lambda: b"", "no zip, or a broken one"),
    "empty zip": (lambda: zip_of({}), "no file of this assignment"),
    "a picture": (lambda: b"\x89PNG\r\n" + b"\0" * 500, "no zip, or a broken one"),
    "a zip in the zip": (lambda: zip_of({"dropout.zip": zip_of(GOOD)}), "no file of this assignment"),
    "only others": (lambda: zip_of({"flips.py": b""}), "no file of this assignment"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_with_its_reason_and_the_others_go_on(kind, tmp_path):
    make, reason = HOSTILE[kind]
    done = unpacked(tmp_path, {"eve.zip": make(), "ada.zip": zip_of(GOOD), "zoe.zip": zip_of(GOOD)})
    assert reason in refusals(done)["eve"]
    assert refusals(done)["eve"].isprintable()
    assert [one.student for one in done.laid_out] == ["ada", "zoe"]
    assert not (tmp_path / "submitted" / "eve").exists()


def test_a_module_that_is_too_large_is_left_behind_and_the_rest_is_laid_out(tmp_path):
    done = unpacked(tmp_path, {"ada.zip": zip_of(GOOD | {"network.py": os.urandom(1_000_001)})})
    assert "network.py (too large)" in done.laid_out[0].left
    assert "network.py" in done.laid_out[0].missing


def test_bytes_are_counted_as_they_come_and_never_read_beyond_the_limit(tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of({"dropout.py": b"x" * 1_000_000}))
    with opened(tmp_path / "a.zip", ONE_STUDENT) as archive:
        info = checked(archive, ONE_STUDENT)[0]
        copy(archive, info, tmp_path / "all", 1_000_000)
        with pytest.raises(Refused, match=r"more than 0\.1 MB"):
            copy(archive, info, tmp_path / "some", 100_000)
    assert (tmp_path / "all").stat().st_size == 1_000_000
    assert (tmp_path / "some").stat().st_size <= 100_000


def test_a_zip_with_millions_of_entries_is_refused_before_they_are_read(tmp_path):
    import tracemalloc

    entry = b"PK\x01\x02" + b"\0" * 24 + (1).to_bytes(2, "little") + b"\0" * 16 + b"a"
    table = entry * 1_000_000
    end = b"PK\x05\x06" + b"\0" * 4 + b"\xff" * 4 + len(table).to_bytes(4, "little") + b"\0" * 6
    (tmp_path / "a.zip").write_bytes(table + end)
    tracemalloc.start()
    with pytest.raises(Refused, match="more than 2000 entries"), opened(tmp_path / "a.zip", ONE_STUDENT):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_zip_with_any_byte_changed_or_cut_is_laid_out_or_refused(tmp_path):
    """800 broken zips. What is laid out has the wanted names only, and as many bytes as grade reads at most."""
    rng, whole = random.Random(6), zip_of({f"a/{n}": d[:3000] for n, d in GOOD.items()}, {"a/network.py": 0o100644})
    table = whole.index(b"PK\x01\x02")
    inbox, outcomes = {}, {"laid out": 0, "refused": 0}
    for i in range(800):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 1, 2, 8))):
            # Half of the changes in the table of contents, which is a small part of the file.
            where = rng.randrange(table, len(data)) if rng.random() < 0.5 else rng.randrange(len(data))
            data[where] = rng.randrange(256)
        cut = rng.randrange(len(data)) if rng.random() < 0.1 else len(data)
        inbox[f"s{i:03}.zip"] = bytes(data[:cut])
    done = unpacked(tmp_path, inbox)
    outcomes = {one.student for one in done.laid_out}
    assert outcomes.isdisjoint(refusals(done))
    assert len(outcomes) + len(done.refused) == 800
    assert 50 < len(outcomes) < 750
    for path in (tmp_path / "submitted").rglob("*"):
        assert not path.is_symlink()
        if path.is_file():
            assert path.name in WANTED
            assert path.stat().st_size <= MAX_BYTES[path.suffix]


def test_what_is_no_zip_is_told_and_files_that_nobody_meant_are_not(tmp_path):
    done = unpacked(tmp_path, {"eve.rar": b"Rar!", "roster.csv": b"id", ".DS_Store": b"", "ada.zip": zip_of(GOOD)})
    assert refusals(done) == {"eve.rar": "it is no zip"}
    assert done.unused == ("roster.csv",)


@pytest.mark.parametrize("name", ["dropout.zip", "dropout (1).zip", "dropout-2.zip"])
def test_a_zip_with_the_assignments_name_is_nobodys(name, tmp_path):
    done = unpacked(tmp_path, {name: zip_of(GOOD)})
    assert "not a student's" in refusals(done)[name.removesuffix(".zip")]


# Bulk downloads


def canvas_name(sortable: str, user: int, file: int, original: str, late: bool = False) -> str:
    """A file's name in Canvas's bulk download, by the rules of its content_zipper.rb."""
    name = re.sub(r"^(\d+)$", r"\1", re.sub(r"_(\d+)_", r"\1", sortable)).lower()
    stem = "_".join([name, *(["LATE"] if late else []), str(user)])
    return re.sub(r"[^\w]", "", stem) + f"_{file}_" + re.sub(r'[\x00/\\:*?"<>|]+', "_", original)


NAMES = [
    "Doe, Jane",
    "O'Neill, Seán",
    "Müller-Lüdenscheidt, Ernst",
    "van der Berg, A.",
    "李, 小龙",
    "Late, Mia",
    "X_1_, Y",
    "Doe7, J",
]
ORIGINALS = [
    "optimization.zip",
    "optimization-1.zip",
    "1_2_x.zip",
    "a_3_assignsubmission_file_b.zip",
    "LATE_4_5_c.zip",
    "my work (2).zip",
]


@pytest.mark.parametrize("original", ORIGINALS)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("sortable", NAMES)
def test_canvas_names_give_back_the_ids_and_the_file_whatever_a_student_calls_it(sortable, late, original):
    told = delivery(PurePosixPath(canvas_name(sortable, 123, 4567, original, late)))
    assert (told.sender.lms, told.sender.id, told.late, told.order) == ("Canvas", "123", late, 4567)
    assert told.original == original
    assert simplified(told.sender.name) == simplified(sortable)


@pytest.mark.parametrize("original", ORIGINALS)
@pytest.mark.parametrize(
    "pattern", ["{}_77_assignsubmission_file_/{}", "{}_77_assignsubmission_file/{}", "{}_77_assignsubmission_file_{}"]
)
@pytest.mark.parametrize("name", ["Jane Doe", "Madonna", "Seán O'Neill", "李 小龙", "Group 7"])
def test_moodle_names_give_back_the_id_and_the_file_whatever_a_student_calls_it(name, pattern, original):
    told = delivery(PurePosixPath(pattern.format(name, original)))
    assert told.sender == Sender("Moodle", name, "77")
    assert told.original == original
    assert told.order is None


@pytest.mark.parametrize(
    "name", ["ada.zip", "optimization.zip", "ada_1.zip", "Jane Doe_5_assignsubmission_onlinetext_/o.html"]
)
def test_other_names_are_no_bulk_downloads(name):
    assert delivery(PurePosixPath(name)) is None


CANVAS = {
    canvas_name("Doe, Jane", 11, 101, "dropout.zip"): zip_of({"dropout.py": b"# old"}),
    canvas_name("Doe, Jane", 11, 205, "dropout-1.zip"): zip_of({"dropout.py": b"# new"}),
    canvas_name("Doe, Jane", 11, 301, "photo.jpg"): b"...",
    canvas_name("Roe, Jo", 12, 102, "dropout.zip", late=True): zip_of(GOOD),
    canvas_name("Poe, Ed", 13, 103, "network.py"): b"# old",
    canvas_name("Poe, Ed", 13, 110, "network-1.py"): b"# new",
    canvas_name("Poe, Ed", 13, 104, "network.ipynb"): GOOD["network.ipynb"],
    canvas_name("Moe, Al", 14, 105, "essay.pdf"): b"%PDF",
    canvas_name("Eve, M", 15, 106, "dropout.zip"): zip_of(GOOD | {"../x": b""}),
}
MOODLE = {
    "Jane Doe_901_assignsubmission_file_/dropout.zip": zip_of(GOOD),
    "Jo Roe_902_assignsubmission_file_/work/network.py": b"# loose",
    "Jo Roe_902_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Ed Poe_903_assignsubmission_file_/dropout.zip": b"no zip",
    "Al Moe_904_assignsubmission_file_/a.zip": zip_of(GOOD),
    "Al Moe_904_assignsubmission_file_/b.zip": zip_of(GOOD),
}


def as_download(folder: Path, files: dict[str, bytes], zipped_too: bool, **options) -> Unpacked:
    """Unpack a bulk download: the zip as the LMS makes it, or the folder that it becomes when opened."""
    if not zipped_too:
        return unpacked(folder, files, **options)
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "inbox" / "submissions.zip").write_bytes(zip_of(files))
    options = {"assignment": "dropout", **options}
    return unpack([folder / "inbox" / "submissions.zip"], folder / "submitted", COURSE, **options)


@pytest.mark.parametrize("zipped_too", [True, False])
def test_canvas_downloads_give_the_latest_zip_or_the_loose_files_of_everybody(zipped_too, tmp_path):
    done = as_download(tmp_path, CANVAS, zipped_too)
    by_student = {one.student: one for one in done.laid_out}
    assert set(by_student) == {"doejane", "roejo", "poeed"}
    submitted = tmp_path / "submitted"
    assert (submitted / "doejane" / "dropout" / "dropout.py").read_text() == "# new"
    assert set(by_student["doejane"].left) == {"dropout.zip", "photo.jpg"}
    assert (submitted / "poeed" / "dropout" / "network.py").read_text() == "# new"
    assert [s for s, one in by_student.items() if one.late] == ["roejo"]
    assert set(refusals(done)) == {"moeal (Canvas 14)", "evem (Canvas 15)"}
    assert not list(submitted.rglob("timestamp.txt"))


@pytest.mark.parametrize("zipped_too", [True, False])
def test_moodle_downloads_give_the_zip_or_the_loose_files_of_everybody(zipped_too, tmp_path):
    done = as_download(tmp_path, MOODLE, zipped_too)
    assert {one.student: one.files for one in done.laid_out} == {"Jane_Doe": WANTED, "Jo_Roe": ("network.py",)}
    assert set(refusals(done)) == {"Ed Poe (Moodle 903)", "Al Moe (Moodle 904)"}
    assert "two zips" in refusals(done)["Al Moe (Moodle 904)"]
    flat = {name.replace("_/work/", "_").replace("_/", "_"): data for name, data in MOODLE.items()}
    again = as_download(tmp_path / "flat", flat, False) if (tmp_path / "flat").mkdir() is None else None
    assert [one.student for one in again.laid_out] == ["Jane_Doe", "Jo_Roe"]


def test_one_odd_file_in_a_download_stops_nobody_elses(tmp_path):
    odd = {"../../x_1_2_dropout.zip": b"", "doe_5_6_drop\nout.zip": b"", "roe_7_8_big.zip": b"\0" * 50_000_001}
    done = as_download(tmp_path, CANVAS | odd, True)
    assert {"doejane", "roejo", "poeed"} == {one.student for one in done.laid_out}
    assert len(done.refused) == 5
    assert all(who.isprintable() and why.isprintable() for who, why in done.refused)


def test_a_students_zip_with_an_lms_name_in_it_is_no_download_among_others(tmp_path):
    """Else it could be handed in for somebody else."""
    forged = zip_of({canvas_name("Doe, Jane", 11, 999, "dropout.zip"): zip_of(GOOD)})
    done = unpacked(tmp_path, {"eve.zip": forged, "ada.zip": zip_of(GOOD)})
    assert [one.student for one in done.laid_out] == ["ada"]
    sources = [tmp_path / "inbox" / "eve.zip", tmp_path / "inbox" / "ada.zip"]
    done = unpack(sources, tmp_path / "submitted", COURSE, "dropout")
    assert [one.student for one in done.laid_out] == ["ada"]
    assert "unpack it alone" in refusals(done)["eve.zip"]
    done = as_download(tmp_path, {canvas_name("Eve, M", 15, 1, "d.zip"): forged}, True)
    assert done.laid_out == ()
    assert "no file of this assignment" in refusals(done)["evem (Canvas 15)"]


# Who is who


ROSTER = """id,first_name,last_name,email,lms_user_id
jd1,Jane,Doe,jane@x.edu,11
jr2,Jo,Roe,jo@x.edu,12
ep3,Ed,Poe,ed@x.edu,
"""


def roster_file(folder: Path, text: str) -> Path:
    path = folder / "inbox" / "roster.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_roster_gives_the_gradebooks_ids_by_the_lms_id_and_else_by_the_name(tmp_path):
    roster = read_roster(roster_file(tmp_path, ROSTER))
    done = as_download(tmp_path, CANVAS, False, roster=roster)
    assert [one.student for one in done.laid_out] == ["ep3", "jd1", "jr2"]
    assert "the roster has nobody" in refusals(done)["moeal (Canvas 14)"]
    shutil.rmtree(tmp_path / "inbox")
    done = as_download(tmp_path, MOODLE, False, roster=roster)
    assert [one.student for one in done.laid_out] == ["jd1", "jr2"]
    shutil.rmtree(tmp_path / "inbox")
    done = unpacked(tmp_path, {"jd1.zip": zip_of(GOOD), "jd7.zip": zip_of(GOOD)}, roster=roster)
    assert [one.student for one in done.laid_out] == ["jd1"]
    assert list(refusals(done)) == ["jd7"]


def test_nbgrader_reads_the_same_roster(tmp_path, term):
    path = roster_file(tmp_path, ROSTER)
    path.write_text(ROSTER, encoding="utf-8")
    nbgrader = Path(sys.executable).with_name("nbgrader")
    subprocess.run([nbgrader, "db", "student", "import", path], cwd=term, check=True, capture_output=True)
    listed = subprocess.run([nbgrader, "db", "student", "list"], cwd=term, check=True, capture_output=True, text=True)
    assert all(student.id in listed.stdout for student in read_roster(path))


def test_two_students_of_one_name_are_told_apart_or_refused_never_mixed(tmp_path):
    two = {canvas_name("Doe, Jane", n, 100 + n, "dropout.zip"): zip_of(GOOD) for n in (11, 21)}
    done = as_download(tmp_path, two, True)
    assert done.laid_out == ()
    assert all("Tell them apart by a --roster" in why for _, why in done.refused)
    same_name = ROSTER + "jd4,Jane,Doe,,21\n"
    done = as_download(tmp_path, two, True, roster=read_roster(roster_file(tmp_path, same_name)))
    assert [one.student for one in done.laid_out] == ["jd1", "jd4"]
    no_id = ROSTER.replace(",11", ",") + "jd4,Jane,Doe,,\n"
    done = as_download(tmp_path, two, True, roster=read_roster(roster_file(tmp_path, no_id)))
    assert done.laid_out == ()
    assert "2 students (jd1, jd4)" in dict(done.refused)["doejane (Canvas 11)"]


@pytest.mark.parametrize("text", ["", "name\nada\n", "id,first_name\n", "id\n../ada\n", "id\n.ada\n", "id\nada/b\n"])
def test_an_unusable_roster_is_refused(text, tmp_path):
    with pytest.raises(UnusableRoster):
        read_roster(roster_file(tmp_path, text))


# The command


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
