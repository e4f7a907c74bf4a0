"""A student's work on one assignment as one zip: notebooks and modules, nothing else."""

import contextlib
import errno
import io
import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder import __version__
from autograder.handin.archive import BROKEN, MAX_BYTES
from autograder.handin.last_look import copies, stumbles, unfinished
from autograder.handin.released_exercises import (
    COURSE,
    MODULE,
    NOTEBOOK,
    assignment_folder,
    assignment_in,
    exercises_of,
    files_of,
)

MANIFEST = "manifest.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the zip format's first day: a file's own date would make every zip differ


class NotPacked(ValueError):
    """No zip was written; the message says why, and what to do."""


@dataclass(frozen=True)
class Packed:
    """A zip that was written.

    missing, unfinished: a sentence's words for each file that should be looked at. warnings: sentences on what
    grading would stumble over, and on copies that are not in the zip.
    """

    file: Path
    folder: Path
    size: int
    exercises: tuple[str, ...]
    packed: tuple[str, ...]
    missing: tuple[str, ...]
    unfinished: tuple[str, ...]
    replaced: bool
    warnings: tuple[str, ...] = ()


def pack(assignment: str, exercises: Path | None = None, output: Path | None = None) -> Packed:
    """Write the zip of an assignment; what is missing is told and does not stop it.

    assignment: its name, or the path of its folder. exercises: the folder that holds the assignment's (default:
    looked for around the current one). output: the zip, or a folder for it (default: `<assignment>.zip` in the
    current folder). The same files make the same bytes, with one release of zlib.
    Raises `NoSuchAssignment`, `NotPacked`, OSError.
    """
    folder = assignment_folder(assignment, exercises, Path())
    name, names = assignment_in(folder), exercises_of(folder)
    contents, missing = _contents(folder, files_of(names))
    if not contents:
        raise NotPacked(f"{folder} holds no notebook and no module, so there is nothing to hand in.")
    file = _place(output, f"{name}.zip")
    replaced = _made_by_pack(file)
    data = zipped(name, contents)
    modules = {name: source for name, source in contents.items() if name.endswith(MODULE)}
    warnings = (*stumbles(modules), *copies(folder, files_of(names)))
    _write(file, data, name)
    return Packed(
        file, folder, len(data), names, tuple(contents), tuple(missing), unfinished(modules), replaced, warnings
    )


def _place(output: Path | None, name: str) -> Path:
    if output is None:
        return Path(name)
    return output / name if output.is_dir() else output


def _contents(folder: Path, names: tuple[str, ...]) -> tuple[dict[str, bytes], list[str]]:
    """The files that are there and not too large, and words for those that are not."""
    contents, missing = {}, []
    for name in names:
        path, limit = folder / name, MAX_BYTES[Path(name).suffix]
        if not path.is_file():
            missing.append(f"{name} is not there")
        elif path.stat().st_size > limit:
            what_helps = "clear its outputs" if path.suffix == NOTEBOOK else "no solution needs that much"
            missing.append(f"{name} has more than {limit // 1_000_000} MB: {what_helps}")
        else:
            contents[name] = path.read_bytes()
    return contents, missing


def zipped(assignment: str, contents: dict[str, bytes]) -> bytes:
    """A zip with the files in a folder named as the assignment, and a manifest that only notes are taken from."""
    manifest = {"course": COURSE, "version": __version__, "assignment": assignment}
    everything = {**contents, MANIFEST: (json.dumps(manifest) + "\n").encode()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(everything):
            info = zipfile.ZipInfo(f"{assignment}/{name}", LONG_AGO)
            info.create_system, info.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is packed
            archive.writestr(info, everything[name], zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def manifest_of(archive: zipfile.ZipFile) -> dict[str, object]:
    """The manifest that pack wrote into a zip; empty where it wrote none. Anybody can write one: believe nothing in it.

    Raises what `BROKEN` names.
    """
    for info in archive.infolist():
        if info.filename.endswith(f"/{MANIFEST}") and info.file_size < 1000:
            with contextlib.suppress(ValueError):
                manifest = json.loads(archive.read(info))
                if isinstance(manifest, dict) and manifest.get("course") == COURSE:
                    return manifest
    return {}


def _made_by_pack(file: Path) -> bool:
    """Whether an earlier zip of ours lies at the place of the new one. Raises `NotPacked` where something else does."""
    if not file.exists():
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            if manifest_of(archive):
                return True
    except BROKEN:
        pass  # whatever it is, it is not ours
    raise NotPacked(f"{file} exists, and pack did not make it. Move it away, or name another: --output FILE")


def _write(file: Path, data: bytes, assignment: str) -> None:
    """Write the zip whole: a full disk or a pulled plug leaves the earlier one. Raises `NotPacked`, OSError."""
    half = file.with_name(f".{file.name}.tmp")
    try:
        half.write_bytes(data)
        os.replace(half, file)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        elsewhere = str(Path.home() / file.name)
        elsewhere = f'"{elsewhere}"' if " " in elsewhere else elsewhere
        raise NotPacked(
            f"{file.name} cannot be written: you may not write into {file.parent.resolve()}. Name a place where you "
            f"may, as: python -m autograder pack {assignment} --output {elsewhere}"
        ) from error


def lines(packed: Packed) -> list[str]:
    """What a student reads: what is in the zip, what is not, and what is not finished."""
    folder = "this folder" if packed.folder == Path() else packed.folder
    told = [f"{packed.file}: {len(packed.packed)} files of {folder}, {packed.size / 1000:.0f} KB"]
    if packed.replaced:
        count, size = len(packed.packed), f"{packed.size / 1000:.0f} KB"
        told = [f"{packed.file} (in place of the earlier one): {count} files of {folder}, {size}"]
    told += [f"  {exercise:<20} {_suffixes(exercise, packed.packed)}" for exercise in packed.exercises]
    if packed.missing:
        told += ["Missing from the zip:", *(f"  {words}" for words in packed.missing)]
    if packed.unfinished:
        told += ["In the zip, but not finished:", *(f"  {words}" for words in packed.unfinished)]
    if packed.warnings:
        told += ["Look at this before you hand in:", *(f"  {sentence}" for sentence in packed.warnings)]
    return [*told, f"Hand in {packed.file.name}. It holds what was saved: after a change, save and pack again."]


def _suffixes(exercise: str, packed: tuple[str, ...]) -> str:
    kinds = {NOTEBOOK: "notebook", MODULE: "module"}
    return ", ".join(kind for suffix, kind in kinds.items() if exercise + suffix in packed) or "nothing"
