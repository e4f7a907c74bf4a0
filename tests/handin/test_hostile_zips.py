"""No zip does anything but fill its own student's folder."""

import io
import os
import random
import stat
import zipfile

import pytest
from zips import GOOD, WANTED, refusals, unpacked, zip_of

from autograder.handin.archive import MAX_BYTES, ONE_STUDENT, Refused, checked, copy, opened


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
    "climbs with backslashes": (lambda: zip_of({"..\\..\\dropout.py": b""}), "leaves its folder"),
    "climbs inside with backslashes": (lambda: zip_of({"a\\..\\..\\dropout.py": b""}), "leaves its folder"),
    "absolute with a backslash": (lambda: zip_of({"\\dropout.py": b""}), "absolute path"),
    "another machine": (lambda: zip_of({"\\\\host\\dropout.py": b""}), "absolute path"),
    "drive with a backslash": (lambda: zip_of({"C:\\dropout.py": b""}), "drive letter"),
    "two but for the slash": (lambda: zip_of({"a/dropout.py": b"", "a\\dropout.py": b""}), "two entries with one name"),
    "folder with a file's name and a backslash": (lambda: zip_of({"a\\dropout.py\\": b""}), "the name of a file"),
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
    "a zip in the zip": (lambda: zip_of({"dropout.zip": zip_of(GOOD)}), "but another zip (dropout.zip). Take that one"),
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
