"""One student's submission on the disk: the files that are wanted, and words for what a person should know."""

import contextlib
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder import __version__
from autograder.calling.module_text import is_text
from autograder.copies import meant, original_name
from autograder.handin.archive import BROKEN, MAX_BYTES, ONE_STUDENT, Refused, checked, copy, opened, shown
from autograder.handin.chosen import Candidate, chosen_of, forgotten
from autograder.handin.pack import MANIFEST, manifest_of
from autograder.handin.pieces import Piece
from autograder.handin.released_exercises import MODULE


@dataclass(frozen=True)
class LaidOut:
    """A submission that was laid out.

    remarks: words for what a person should know of it. version: the course's, where the zip's manifest tells
    another than this one's.
    """

    student: str
    files: tuple[str, ...]
    missing: tuple[str, ...]
    left: tuple[str, ...]
    late: bool
    replaced: bool = False
    remarks: tuple[str, ...] = ()
    version: str = ""


def inside(file: Path, wanted: tuple[str, ...]) -> bool:
    """Whether a zip has any of the wanted files. Raises `Refused`."""
    with opened(file, ONE_STUDENT) as archive:
        return any(meant(PurePosixPath(info.filename).name, wanted) for info in checked(archive, ONE_STUDENT))


def from_zip(student: str, file: Path, folder: Path, wanted: tuple[str, ...], others: list[str]) -> LaidOut:
    """Lay out the wanted files of a zip, whatever folders they are in. Raises `Refused`, OSError."""
    with opened(file, ONE_STUDENT) as archive:
        infos = checked(archive, ONE_STUDENT)
        found = [Candidate(info.filename, info) for info in infos if not _forgotten(info.filename)]
        chosen, left = chosen_of(found, wanted)
        too_large = [name for name, info in chosen.items() if info.file_size > MAX_BYTES[Path(name).suffix]]
        left += [f"{name} (too large)" for name in too_large]
        for name in too_large:
            del chosen[name]
        if not chosen:
            raise Refused(_nothing_of_it([candidate.called for candidate in found], wanted))
        for name, info in chosen.items():
            copy(archive, info, folder / name, MAX_BYTES[Path(name).suffix])
        version = _version(archive)
    names = {name: info.filename for name, info in chosen.items()}
    return _laid_out(student, names, wanted, [*left, *others], folder, version)


def _forgotten(name: str) -> bool:
    return forgotten(name) or PurePosixPath(name).name == MANIFEST


def _nothing_of_it(names: list[str], wanted: tuple[str, ...]) -> str:
    """Why a zip's files are of no use, and what to do where it holds another zip."""
    words = f"it holds no file of this assignment ({wanted[0]}, ...)"
    zips = [shown(name) for name in names if name.lower().endswith(".zip")]
    return f"{words}, but another zip ({zips[0]}). Take that one out, and unpack it as <student>.zip" if zips else words


def from_files(student: str, pieces: list[Piece], folder: Path, wanted: tuple[str, ...]) -> LaidOut:
    """Lay out files that were handed in by themselves; of several uploads of one file, the latest. Raises `Refused`."""
    found = [Candidate(p.delivery.original, p.file, p.delivery.order) for p in pieces if p.file]
    chosen, left = chosen_of(found, wanted)
    left = [shown(p.delivery.original) for p in pieces if not p.file] + left
    called = {candidate.what: candidate.called for candidate in found}
    for name, file in list(chosen.items()):
        if file.stat().st_size > MAX_BYTES[Path(name).suffix]:
            left.append(f"{name} (too large)")
            del chosen[name]
    if not chosen:
        raise Refused(f"no zip and no file of this assignment was handed in, but {', '.join(left)}")
    for name, file in chosen.items():
        shutil.copyfile(file, folder / name)
    return _laid_out(student, {name: called[file] for name, file in chosen.items()}, wanted, left, folder)


def _laid_out(
    student: str, names: dict[str, str], wanted: tuple[str, ...], left: list[str], folder: Path, version: str = ""
) -> LaidOut:
    """names: of the files that lie in the folder now, to what they were called."""
    there, missing = (tuple(name for name in wanted if (name in names) is present) for present in (True, False))
    taken = [
        f"{shown(PurePosixPath(called).name)} taken for {name}"
        for name, called in names.items()
        if original_name(PurePosixPath(called).name) == name != PurePosixPath(called).name
    ]
    unread = [words for name in there if (words := _unread(folder / name))]
    return LaidOut(student, there, missing, tuple(left), False, remarks=(*taken, *unread), version=version)


def _unread(file: Path) -> str | None:
    return is_text(file.name, file.read_bytes()) if file.suffix == MODULE else None


def _version(archive: zipfile.ZipFile) -> str:
    """The course's version by the zip's manifest, where it is another one. Nothing depends on it but a remark."""
    with contextlib.suppress(*BROKEN):
        version = manifest_of(archive).get("version", __version__)
        return "" if version == __version__ else shown(str(version))
    return ""
