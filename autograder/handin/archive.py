"""Zips from strangers: names and kinds are checked before a byte is unpacked, and bytes are counted as they come.

What an archive says of itself is never believed: neither its sizes nor its number of entries.
"""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MAX_BYTES = {".py": 1_000_000, ".ipynb": 20_000_000}  # what `grade` reads of a module and of a notebook
CHUNK = 1 << 16
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


class Refused(ValueError):
    """Something that is not unpacked; the message says why, and fits after the name of the file."""


@dataclass(frozen=True)
class Limits:
    """What an archive may have at most: bytes on the disk, entries, bytes unpacked, and those per packed byte."""

    size: int
    entries: int
    unpacked: int
    ratio: int


ONE_STUDENT = Limits(size=50_000_000, entries=2_000, unpacked=200_000_000, ratio=200)
WHOLE_CLASS = Limits(size=20_000_000_000, entries=50_000, unpacked=20_000_000_000, ratio=200)
SMALL = 10_000_000  # bytes unpacked: below it any ratio will do, since an empty picture packs a thousandfold


def shown(name: str) -> str:
    """A stranger's file name for a terminal: without what does not print, and not longer than a line."""
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return printable if len(printable) <= 80 else printable[:77] + "..."


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """An archive to read, its size and its number of entries within the limits. Raises `Refused`."""
    size = path.stat().st_size
    if size > limits.size:
        raise Refused(f"it has {size // 1_000_000} MB, more than the {limits.size // 1_000_000} MB that are read")
    if _signatures(path) > 5 * limits.entries:
        raise Refused(f"it has more than {limits.entries} entries")
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise Refused("it is no zip, or a broken one") from error
    with archive:
        if len(archive.infolist()) > limits.entries:
            raise Refused(f"it has more than {limits.entries} entries")
        for info in archive.infolist():
            info.filename = slashed(info.filename)
        yield archive


def slashed(name: str) -> str:
    """An entry's name with the format's own separator: Compress-Archive of Windows PowerShell writes backslashes."""
    return name.replace("\\", "/")


def _signatures(path: Path) -> int:
    """At least the number of entries, whatever the archive says: each has one such mark in its table.

    Counted first, since opening an archive makes an object of every entry. Zips inside the zip count too.
    """
    mark, count, rest = b"PK\x01\x02", 0, b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            count += (rest + chunk).count(mark)
            rest = chunk[-3:]
    return count


def checked(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of a student's archive, without its folders. Raises `Refused` where an entry has no place in one."""
    infos = archive.infolist()
    for info in infos:
        reason = problem(info)
        if reason:
            raise Refused(f"{reason} ({shown(info.orig_filename)})")
    for name, count in Counter(alike(info.filename) for info in infos).items():
        if count > 1:
            raise Refused(f"it has two entries with one name, capitals aside ({shown(name)})")
    unpacked, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if unpacked > limits.unpacked:
        raise Refused(f"it would unpack to more than {limits.unpacked // 1_000_000} MB")
    if unpacked > max(SMALL, limits.ratio * packed):
        raise Refused(f"it would unpack to more than {limits.ratio} times its size")
    return [info for info in infos if not info.is_dir()]


def alike(name: str) -> str:
    """One text for all names that some file system takes for the same."""
    return unicodedata.normalize("NFC", name.rstrip("/")).casefold()


def problem(info: zipfile.ZipInfo) -> str | None:
    """Why an entry must not be touched, by its name and kind; None where both are plain."""
    # Two names: the table's, and what Python makes of it (cut at a NUL, or taken from an extra field).
    of_names = (_problem_of_name(name) for name in (info.orig_filename, info.filename))
    return next(filter(None, of_names), None) or _problem_of_kind(info)


def _problem_of_name(name: str) -> str | None:
    name = slashed(name)
    parts = name.split("/")
    reasons = {
        "it has a name with a control character": any(unicodedata.category(c) in ("Cc", "Cs") for c in name),
        "it has a name of more than 1000 characters": len(name) > 1000,
        "it has an absolute path": name.startswith("/"),
        "it has a path with a drive letter": any(re.match("[A-Za-z]:", part) for part in parts),
        "it has a path that leaves its folder": ".." in parts,
        "it has an entry without a name": not name.strip("/. "),
        "it has a folder with the name of a file": any(part.lower().endswith(tuple(MAX_BYTES)) for part in parts[:-1]),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _problem_of_kind(info: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it holds a link"
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG):
        return "it holds something that is neither a file nor a folder"
    if info.flag_bits & 0x2041:  # encrypted, strongly encrypted, names hidden
        return "it is encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that is not read here"
    return None


def copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limit: int) -> None:
    """Unpack one entry into a new file, at most `limit` bytes of it. Raises `Refused`, and OSError of the disk."""
    try:
        stream = archive.open(info)
    except BROKEN as error:
        raise Refused(f"it is broken ({shown(info.filename)})") from error
    written = 0
    with stream, target.open("xb") as file:
        while chunk := _read(stream, info):
            written += len(chunk)
            if written > limit:
                raise Refused(f"it holds more than {limit / 1e6:.3g} MB ({shown(info.filename)})")
            file.write(chunk)


def _read(stream: IO[bytes], info: zipfile.ZipInfo) -> bytes:
    try:
        return stream.read(CHUNK)
    except BROKEN as error:
        raise Refused(f"it is broken ({shown(info.filename)})") from error
