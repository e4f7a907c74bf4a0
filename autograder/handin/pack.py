"""A student's work on one assignment as one zip: notebooks and modules, nothing else."""

import ast
import contextlib
import io
import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from autograder import __version__
from autograder.handin.archive import BROKEN, MAX_BYTES
from autograder.handin.released_exercises import COURSE, MODULE, NOTEBOOK, assignment_folder, exercises_of, files_of

MANIFEST = "manifest.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the zip format's first day: a file's own date would make every zip differ


class NotPacked(ValueError):
    """No zip was written; the message says why, and what to do."""


@dataclass(frozen=True)
class Packed:
    """A zip that was written. missing, unfinished: a sentence's words for each file that should be looked at."""

    file: Path
    folder: Path
    size: int
    exercises: tuple[str, ...]
    packed: tuple[str, ...]
    missing: tuple[str, ...]
    unfinished: tuple[str, ...]
    replaced: bool


def pack(assignment: str, exercises: Path | None = None, output: Path | None = None) -> Packed:
    """Write the zip of an assignment; what is missing is told and does not stop it.

    exercises: the folder that holds the assignment's (default: looked for around the
    current one). output: the zip (default: `<assignment>.zip` in the current folder). The
    same files make the same bytes, with one release of zlib.
    Raises `NoSuchAssignment`, `NotPacked`, OSError.
    """
    folder = assignment_folder(assignment, exercises, Path())
    names = exercises_of(folder)
    contents, missing = _contents(folder, files_of(names))
    if not contents:
        raise NotPacked(f"{folder} holds no notebook and no module, so there is nothing to hand in.")
    file = output or Path(f"{assignment}.zip")
    replaced = _made_by_pack(file)
    data = zipped(assignment, contents)
    unfinished = tuple(filter(None, (_unfinished(name, contents[name]) for name in contents if name.endswith(MODULE))))
    _write(file, data)
    return Packed(file, folder, len(data), names, tuple(contents), tuple(missing), unfinished, replaced)


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


def _unfinished(name: str, source: bytes) -> str | None:
    """Words for a module that cannot be read by Python, or whose functions still raise NotImplementedError."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return f"{name} has a syntax error in line {error.lineno}"
    except ValueError:
        return f"{name} holds a NUL byte, which Python does not read"
    functions = [f.name for f in tree.body if isinstance(f, ast.FunctionDef) and _is_stub(f)]
    return f"{name}: {', '.join(functions)} not written yet" if functions else None


def _is_stub(function: ast.FunctionDef) -> bool:
    last = function.body[-1]
    return isinstance(last, ast.Raise) and last.exc is not None and "NotImplementedError" in ast.dump(last.exc)


def _write(file: Path, data: bytes) -> None:
    """Write the zip whole: a full disk or a pulled plug leaves the earlier one."""
    unfinished = file.with_name(f".{file.name}.tmp")
    unfinished.write_bytes(data)
    os.replace(unfinished, file)


def lines(packed: Packed) -> list[str]:
    """What a student reads: what is in the zip, what is not, and what is not finished."""
    again = " (in place of the earlier one)" if packed.replaced else ""
    folder = "this folder" if packed.folder == Path() else packed.folder
    told = [f"{packed.file}{again}: {len(packed.packed)} files of {folder}, {packed.size / 1000:.0f} KB"]
    told += [f"  {exercise:<20} {_suffixes(exercise, packed.packed)}" for exercise in packed.exercises]
    if packed.missing:
        told += ["Missing from the zip:", *(f"  {words}" for words in packed.missing)]
    if packed.unfinished:
        told += ["In the zip, but not finished:", *(f"  {words}" for words in packed.unfinished)]
    return [*told, f"Hand in {packed.file.name}. It holds what was saved: after a change, save and pack again."]


def _suffixes(exercise: str, packed: tuple[str, ...]) -> str:
    kinds = {NOTEBOOK: "notebook", MODULE: "module"}
    return ", ".join(kind for suffix, kind in kinds.items() if exercise + suffix in packed) or "nothing"
