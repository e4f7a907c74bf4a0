"""All that was handed in, as files on the disk: out of zips, folders of zips, and bulk downloads."""

import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.handin.archive import MAX_BYTES, ONE_STUDENT, WHOLE_CLASS, Refused, copy, opened, problem, shown
from autograder.handin.downloads import Delivery, Sender, delivery

USEFUL = (".zip", *MAX_BYTES)
OTHER_ARCHIVES = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zipx")


class NothingHandedIn(ValueError):
    """No zip where one was looked for; the message says where."""


@dataclass(frozen=True)
class Piece:
    """One file that somebody handed in. file: where it lies now, or None for one that is of no use."""

    delivery: Delivery
    file: Path | None


@dataclass
class Collected:
    """What was found. refused: the name of a file, and why it was not opened. unused: names of no use to anybody."""

    pieces: list[Piece] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def collect(sources: list[Path], scratch: Path) -> Collected:
    """All pieces of the sources.

    sources: zips of one student each, folders of such zips, or one bulk download of an LMS,
    zipped or not. scratch: an empty folder for what comes out of a bulk download.
    Raises `NothingHandedIn` where a source doesn't exist, or holds nothing at all.
    """
    found = Collected()
    for source in sources:
        if source.is_dir():
            _from_folder(source, found)
        elif source.is_file():
            _from_file(source, alone=len(sources) == 1, scratch=scratch, found=found)
        else:
            raise NothingHandedIn(f"{source} does not exist.")
    if not found.pieces and not found.refused:
        raise NothingHandedIn(f"{sources[0]} holds no zip, so there is nothing to unpack.")
    return found


def _from_folder(folder: Path, found: Collected) -> None:
    """A folder of zips named <student>.zip, or a bulk download that was unpacked."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        inside = path.relative_to(folder)
        if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            continue
        told = delivery(inside)
        if told:
            found.pieces.append(Piece(told, path if path.suffix.lower() in USEFUL else None))
        elif path.suffix.lower() == ".zip" and len(inside.parts) == 1:
            found.pieces.append(Piece(Delivery(Sender("", path.stem), path.name), path))
        elif path.suffix.lower() in OTHER_ARCHIVES:
            found.refused.append((shown(str(inside)), "it is no zip"))
        else:
            found.unused.append(shown(str(inside)))


def _from_file(path: Path, alone: bool, scratch: Path, found: Collected) -> None:
    """One student's zip, or a bulk download.

    A zip is taken for a bulk download only where it was named alone: among others, a student
    could hand one in that holds somebody else's name.
    """
    try:
        with opened(path, WHOLE_CLASS) as archive:
            if not any(delivery(PurePosixPath(info.filename)) for info in archive.infolist()):
                found.pieces.append(Piece(Delivery(Sender("", path.stem), path.name), path))
            elif alone:
                _from_download(archive, scratch, found)
            else:
                reason = "it looks like an LMS's bulk download. If it is one, unpack it alone"
                found.refused.append((shown(path.name), reason))
    except Refused as refusal:
        found.refused.append((shown(path.name), str(refusal)))


def _from_download(archive: zipfile.ZipFile, scratch: Path, found: Collected) -> None:
    """The files of a bulk download, each by itself: one student's odd file stops nobody else's."""
    left = WHOLE_CLASS.unpacked
    for number, (info, told) in enumerate(_told(archive, found)):
        suffix = PurePosixPath(told.original).suffix.lower()
        if suffix not in USEFUL:
            found.pieces.append(Piece(told, None))
            continue
        file = scratch / f"{number}{suffix}"
        try:
            copy(archive, info, file, min(left, MAX_BYTES.get(suffix, ONE_STUDENT.size)))
        except Refused as refusal:
            found.refused.append((f"{told.sender}, {shown(told.original)}", str(refusal)))
        else:
            left -= file.stat().st_size
            found.pieces.append(Piece(told, file))


def _told(archive: zipfile.ZipFile, found: Collected) -> Iterator[tuple[zipfile.ZipInfo, Delivery]]:
    for info in itertools.filterfalse(zipfile.ZipInfo.is_dir, archive.infolist()):
        name = PurePosixPath(info.filename)
        told = delivery(name)
        if reason := problem(info):
            found.refused.append((shown(info.orig_filename), reason))
        elif told:
            yield info, told
        elif not any(part.startswith((".", "__MACOSX")) for part in name.parts):
            found.unused.append(shown(info.filename))
