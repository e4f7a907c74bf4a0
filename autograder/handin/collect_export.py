"""The files of Gradescope's export, as a folder or as the zip that it comes in."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from autograder.handin.archive import MAX_BYTES, WHOLE_CLASS, Refused, copy, problem, shown
from autograder.handin.chosen import forgotten
from autograder.handin.gradescope_export import MAX_BYTES as MAX_METADATA
from autograder.handin.gradescope_export import METADATA, Submitted, deliveries, read_submitted
from autograder.handin.pieces import Collected, Piece

AnyPath = TypeVar("AnyPath", bound=PurePath)


def _submitted(file: Path, found: Collected) -> dict[str, Submitted] | None:
    """Who handed in what; None, and a refusal, where the export does not tell it: then nothing of it is anybody's."""
    try:
        if file.is_symlink() or file.stat().st_size > MAX_METADATA:
            raise Refused(f"it is a link, or has more than {MAX_METADATA // 1_000_000} MB")
        return read_submitted(file.read_bytes())
    except Refused as why:
        found.refused.append((METADATA, str(why)))
        return None


def _add(inside: PurePath, file: Path | None, submitted: dict[str, Submitted], found: Collected) -> None:
    """A piece for everybody who handed a file in. file: where it lies, None for one that is of no use."""
    try:
        found.pieces += [Piece(told, file) for told in deliveries(inside, submitted)]
    except Refused as why:
        about = (shown(inside.parts[0]), str(why))
        if about not in found.refused:
            found.refused.append(about)


def _in_submissions(paths: Iterable[AnyPath]) -> Iterator[AnyPath]:
    """The paths of what students handed in, without what programs put there."""
    return (path for path in paths if len(path.parts) > 1 and not forgotten(path.as_posix()))


def from_export_folder(root: Path, files: list[Path], found: Collected) -> None:
    """The pieces of an export that was unpacked. files: all that are below its folder, and links."""
    submitted = _submitted(root / METADATA, found)
    if submitted is None:
        return
    for inside in _in_submissions(file.relative_to(root) for file in files if file.is_relative_to(root)):
        file = root / inside
        if file.is_symlink():
            found.refused.append((shown(inside.as_posix()), "it is a link"))
        else:
            _add(inside, file if file.suffix.lower() in MAX_BYTES else None, submitted, found)


def from_export_zip(archive: zipfile.ZipFile, root: PurePath, scratch: Path, found: Collected) -> None:
    """The pieces of an export in its zip. scratch: an empty folder for what comes out of it. Raises `Refused`."""
    entries = {PurePosixPath(info.filename): info for info in archive.infolist() if not info.is_dir()}
    told = scratch / METADATA
    copy(archive, entries[PurePosixPath(root / METADATA)], told, MAX_METADATA)
    submitted = _submitted(told, found)
    if submitted is None:
        return
    below = {name.relative_to(root): info for name, info in entries.items() if name.is_relative_to(root)}
    for inside in [inside for inside, info in below.items() if problem(info)]:
        found.refused.append((shown(inside.as_posix()), str(problem(below.pop(inside)))))
    left = WHOLE_CLASS.unpacked
    for number, inside in enumerate(_in_submissions(below)):
        suffix = inside.suffix.lower()
        file = scratch / f"{number}{suffix}" if suffix in MAX_BYTES else None
        try:
            if file:
                copy(archive, below[inside], file, min(left, MAX_BYTES[suffix]))
                left -= file.stat().st_size
        except Refused as why:
            found.refused.append((shown(inside.as_posix()), str(why)))
        else:
            _add(inside, file, submitted, found)
