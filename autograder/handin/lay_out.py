"""One student's submission on the disk: written beside its place, and put there as a whole."""

import contextlib
import os
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder import __version__
from autograder.handin.archive import BROKEN, MAX_BYTES, ONE_STUDENT, Refused, checked, copy, opened, shown
from autograder.handin.collect import Piece
from autograder.handin.downloads import without_counter
from autograder.handin.pack import MANIFEST, manifest_of

FORGOTTEN = ("__MACOSX", "__pycache__")  # folders that nobody means to hand in


@dataclass(frozen=True)
class LaidOut:
    """A submission that was laid out. version: the course's, where the zip's manifest tells another than this one's."""

    student: str
    files: tuple[str, ...]
    missing: tuple[str, ...]
    left: tuple[str, ...]
    late: bool
    replaced: bool
    version: str = ""


def inside(file: Path, wanted: tuple[str, ...]) -> bool:
    """Whether a zip has any of the wanted files. Raises `Refused`."""
    with opened(file, ONE_STUDENT) as archive:
        return any(PurePosixPath(info.filename).name in wanted for info in checked(archive, ONE_STUDENT))


def from_zip(student: str, file: Path, target: Path, wanted: tuple[str, ...], late: bool, others: list[str]) -> LaidOut:
    """Lay out the wanted files of a zip, whatever folders they are in. Raises `Refused`, OSError."""
    with opened(file, ONE_STUDENT) as archive:
        infos = checked(archive, ONE_STUDENT)
        chosen, left = _chosen(infos, wanted)
        too_large = [name for name, info in chosen.items() if info.file_size > MAX_BYTES[Path(name).suffix]]
        left += [f"{name} (too large)" for name in too_large]
        for name in too_large:
            del chosen[name]
        if not chosen:
            raise Refused(f"it holds no file of this assignment ({wanted[0]}, ...)")
        with _written(target) as (folder, replaced):
            for name, info in chosen.items():
                copy(archive, info, folder / name, MAX_BYTES[Path(name).suffix])
        version = _version(archive)
    return _laid_out(student, chosen, wanted, [*left, *others], late, replaced, version)


def from_files(student: str, pieces: list[Piece], target: Path, wanted: tuple[str, ...], late: bool) -> LaidOut:
    """Lay out files that were handed in by themselves; of several uploads of one file, the latest. Raises `Refused`."""
    chosen, left = {}, []
    for piece in sorted(pieces, key=lambda piece: piece.delivery.order or 0):
        name = PurePosixPath(piece.delivery.original).name
        name = name if name in wanted else without_counter(name)
        if piece.file is None or name not in wanted:
            left.append(shown(piece.delivery.original))
        elif name in chosen and piece.delivery.order is None:
            raise Refused(f"there are two files {name}, and nobody can tell which is meant")
        else:
            chosen[name] = piece.file
    if not chosen:
        raise Refused(f"no zip and no file of this assignment was handed in, but {', '.join(left)}")
    with _written(target) as (folder, replaced):
        for name, file in chosen.items():
            shutil.copyfile(file, folder / name)
    return _laid_out(student, chosen, wanted, left, late, replaced)


def _laid_out(
    student: str,
    files: Container[str],
    wanted: tuple[str, ...],
    left: list[str],
    late: bool,
    replaced: bool,
    version: str = "",
) -> LaidOut:
    there, missing = (tuple(name for name in wanted if (name in files) is present) for present in (True, False))
    return LaidOut(student, there, missing, tuple(left), late, replaced, version)


def _chosen(infos: list[zipfile.ZipInfo], wanted: tuple[str, ...]) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """The entry for every wanted file that is there, and the names of the others. Raises `Refused`."""
    candidates, left = defaultdict(list), []
    for info in infos:
        path = PurePosixPath(info.filename)
        if any(part.startswith(".") or part in FORGOTTEN for part in path.parts):
            continue
        if path.name in wanted:
            candidates[path.name].append(info)
        elif path.name != MANIFEST:
            left.append(shown(info.filename))
    for name, entries in candidates.items():
        if len(entries) > 1:
            where = " and ".join(shown(entry.filename) for entry in entries[:2])
            raise Refused(f"it has two files {name}, and nobody can tell which is meant ({where})")
    return {name: entries[0] for name, entries in candidates.items()}, left


def _version(archive: zipfile.ZipFile) -> str:
    """The course's version by the zip's manifest, where it is another one. Nothing depends on it but a remark."""
    with contextlib.suppress(*BROKEN):
        version = manifest_of(archive).get("version", __version__)
        return "" if version == __version__ else shown(str(version))
    return ""


def mend(submitted: Path, assignment: str) -> None:
    """Put back what a call that was killed had moved away and not replaced yet."""
    for earlier in submitted.glob(f"*/.{assignment}.earlier"):
        target = earlier.with_name(assignment)
        if target.exists():
            shutil.rmtree(earlier)
        else:
            os.replace(earlier, target)


@contextlib.contextmanager
def _written(target: Path) -> Iterator[tuple[Path, bool]]:
    """A new folder to fill, which takes the target's place once it is full; and whether something is there already.

    Until then it has a hidden name, by which neither `grade` nor nbgrader finds it. The earlier
    submission goes only when the new one is in its place: see `mend`.
    """
    fresh, earlier = (target.with_name(f".{target.name}.{word}") for word in ("unpacking", "earlier"))
    shutil.rmtree(fresh, ignore_errors=True)  # of a call that was killed
    fresh.mkdir(parents=True)
    replaced = target.exists()
    try:
        yield fresh, replaced
        if replaced:
            os.replace(target, earlier)
        os.replace(fresh, target)
    except BaseException:
        shutil.rmtree(fresh)
        if not any(target.parent.iterdir()):
            target.parent.rmdir()
        raise
    if replaced:
        shutil.rmtree(earlier)
