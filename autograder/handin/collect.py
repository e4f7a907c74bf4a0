"""All that was handed in, as files on the disk: out of zips, folders of zips, clones, bulk downloads and exports."""

import itertools
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath, PurePosixPath

from autograder.handin.archive import MAX_BYTES, ONE_STUDENT, WHOLE_CLASS, Refused, copy, opened, problem, shown
from autograder.handin.below import files_below
from autograder.handin.chosen import forgotten
from autograder.handin.classroom50_clones import Repository, is_collection, repository
from autograder.handin.collect_export import from_export_folder, from_export_zip
from autograder.handin.downloads import Delivery, Sender, delivery, typed, unread
from autograder.handin.gradescope_export import root_of
from autograder.handin.pieces import UNREAD, Collected, Piece

USEFUL = (".zip", *MAX_BYTES)
OTHER_ARCHIVES = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zipx")


class NothingHandedIn(ValueError):
    """No zip where one was looked for; the message says where."""


def collect(sources: list[Path], scratch: Path, assignments: Collection[str]) -> Collected:
    """All pieces of the sources.

    sources: zips of one student each, folders of such zips or of the students' clones, or one bulk download of
    an LMS, zipped or not. scratch: an empty folder for what comes out of a bulk download. assignments: the
    course's, which a clone's folders are named after.
    Raises `NothingHandedIn` where a source doesn't exist, or holds nothing at all.
    """
    found = Collected()
    for source in sources:
        if source.is_dir():
            _from_folder(source, assignments, found)
        elif source.is_file():
            _from_file(source, alone=len(sources) == 1, scratch=scratch, found=found)
        else:
            raise NothingHandedIn(f"{source} does not exist.")
    if not found.pieces and not found.refused:
        raise NothingHandedIn(f"{sources[0]} holds no zip, so there is nothing to unpack.")
    return found


def _from_folder(folder: Path, assignments: Collection[str], found: Collected) -> None:
    """A folder of zips named <student>.zip, or of clones named <student>, or a bulk download that was unpacked."""
    files = files_below(folder, lambda name: name == ".git")
    export = root_of([path.relative_to(folder) for path in files])
    if export is not None and not _is_clone(folder / export, assignments):
        from_export_folder(folder / export, files, found)
        return
    clones = {path.name for path in folder.iterdir() if _is_clone(path, assignments)}
    repositories = _repositories(folder, clones, assignments, found)
    for path in files:
        inside = path.relative_to(folder)
        if inside.parts[0] in clones:
            _from_clone(path, inside, assignments, repositories, found)
        else:
            _one_file(path, inside, found)


def _one_file(path: Path, inside: Path, found: Collected) -> None:
    """A file that an LMS named, or a zip that its owner did, in a folder of such."""
    told = delivery(inside) or typed(inside)
    zipped = path.name.lower().endswith(".zip")
    if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
        if zipped and not path.name.startswith("._") and "__MACOSX" not in inside.parts:
            found.refused.append((shown(str(inside)), "its name begins with a dot. Rename it to <student>.zip"))
    elif path.is_symlink():
        found.refused.append((shown(str(inside)), "it is a link"))
    elif told:
        useful = path.suffix.lower() in USEFUL and not told.typed
        found.pieces.append(Piece(told, path if useful else None))
    elif zipped and len(inside.parts) == 1 and not unread(inside):
        found.pieces.append(Piece(Delivery(Sender("", path.stem), path.name), path))
    elif path.suffix.lower() in OTHER_ARCHIVES:
        found.refused.append((shown(str(inside)), "it is no zip"))
    else:
        found.of_no_use(inside)


def _repositories(
    folder: Path, clones: set[str], assignments: Collection[str], found: Collected
) -> dict[str, Repository | None]:
    """The clones of Classroom 50, by their names; None for one that is refused, as nobody can tell whose it is."""
    told: dict[str, Repository | None] = {}
    for clone in sorted(clones) if is_collection(folder, clones) else ():
        try:
            if of := repository(clone, assignments):
                told[clone] = of
        except Refused as why:
            told[clone] = None
            found.refused.append((shown(clone), str(why)))
    return told


def _is_clone(path: Path, assignments: Collection[str]) -> bool:
    """Whether a folder is a student's clone, or a copy of one: it holds Git's folder, or an assignment's.

    A folder that an LMS named is none, whatever its student put into it.
    """
    if path.is_symlink() or not path.is_dir() or _of_lms(PurePath(path.name, "any")):
        return False
    return (path / ".git").exists() or any((path / assignment).is_dir() for assignment in assignments)


def _from_clone(
    path: Path, inside: Path, assignments: Collection[str], repositories: dict[str, Repository | None], found: Collected
) -> None:
    """A file of a clone, if it lies in an assignment's folder. All in there is of the student's choosing.

    repositories: the clones that are of one assignment alone, where it may lie in any folder; None for refused ones.
    """
    *folders, assignment = inside.parts[1:-1] or ("",)
    owner = inside.parts[0]
    hidden = any(part.startswith((".", "__")) for part in (*folders, path.name))
    if owner in repositories and repositories[owner] is None:
        return
    if of := repositories.get(owner):
        owner, assignment = of.username, of.assignment
        hidden = forgotten(PurePosixPath(*inside.parts[1:]).as_posix())
    work = assignment in assignments and path.suffix.lower() in MAX_BYTES
    if path.is_symlink() and (work or path.name in assignments):
        found.refused.append((shown(str(inside)), "it is a link"))
        return
    if hidden or not work or path.is_symlink():
        return
    told = Delivery(Sender("", owner), PurePosixPath(*inside.parts[1:]).as_posix())
    found.pieces.append(Piece(told, path, assignment))


def _from_file(path: Path, alone: bool, scratch: Path, found: Collected) -> None:
    """One student's zip, or a bulk download.

    A zip is taken for a bulk download only where it was named alone: among others, a student
    could hand one in that holds somebody else's name.
    """
    try:
        with opened(path, WHOLE_CLASS) as archive:
            inside = [PurePosixPath(info.filename) for info in archive.infolist()]
            export = root_of([name for name, info in zip(inside, archive.infolist(), strict=True) if not info.is_dir()])
            if export is not None and alone:
                from_export_zip(archive, export, scratch, found)
            elif export is None and not any(map(_of_lms, inside)) and not (inside and all(map(unread, inside))):
                _one_zip(path, found)
            elif alone:
                _from_download(archive, scratch, found)
            else:
                reason = "it looks like an LMS's bulk download. If it is one, unpack it alone"
                found.refused.append((shown(path.name), reason))
    except Refused as refusal:
        found.refused.append((shown(path.name), str(refusal)))


def _of_lms(path: PurePath) -> bool:
    return delivery(path) is not None or typed(path) is not None


def _one_zip(path: Path, found: Collected) -> None:
    """A zip of one student, who is told by its name."""
    name = PurePath(path.name)
    if unread(name):
        found.refused.append((shown(path.name), UNREAD))
        return
    # `.zip` is an ending without a name.
    owner = "" if path.name.lower() == ".zip" else path.stem
    found.pieces.append(Piece(delivery(name) or Delivery(Sender("", owner), path.name), path))


def _from_download(archive: zipfile.ZipFile, scratch: Path, found: Collected) -> None:
    """The files of a bulk download, each by itself: one student's odd file stops nobody else's."""
    left = WHOLE_CLASS.unpacked
    for number, (info, told) in enumerate(_told(archive, found)):
        suffix = PurePosixPath(told.original).suffix.lower()
        if suffix not in USEFUL or told.typed:
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
        told = delivery(name) or typed(name)
        if reason := problem(info):
            found.refused.append((shown(info.orig_filename), reason))
        elif told:
            yield info, told
        elif not any(part.startswith((".", "__MACOSX")) for part in name.parts):
            found.of_no_use(name)
