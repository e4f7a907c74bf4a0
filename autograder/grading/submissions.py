"""The submissions of a class, found and read: nothing is followed that leads out of a student's own folder."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

MAX_MODULE = 1_000_000  # bytes
MAX_NOTEBOOK = 20_000_000
MAX_TIMESTAMP = 200
TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # of nbgrader's exchange: names the feedback that a student may fetch
MAX_SECRET = 1_000


class NothingToGrade(ValueError):
    """No submission where they were looked for; the message says where and what to do."""


class NotRead(ValueError):
    """A file of a submission that is not there or is none; the message goes to the student."""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    def may_hold(self, name: str) -> bool:
        """Whether something of this name lies in the folder; a quick look, which says nothing of what it is."""
        return os.path.lexists(self.folder / name)


def _entries(submitted: Path, assignment: str) -> list[Path]:
    advice = f"It should hold <student>/{assignment}/ for every submission; --submitted names another folder."
    try:
        if not submitted.is_dir():
            raise NothingToGrade(f"{submitted} is no folder. {advice}")
        return sorted(p for p in submitted.iterdir() if os.path.lexists(p / assignment) or _shut(p))
    except PermissionError as error:
        raise NothingToGrade(f"{error.filename} cannot be read: {error.strerror}. {advice}") from error


def _shut(folder: Path) -> bool:
    """Whether a folder cannot be looked into: there may be a submission in it, which must not be lost."""
    return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)


def _as_text(name: str) -> str:
    """A folder's name as text that can be stored: bytes that are no UTF-8 are spelled out."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _is_text(name: str) -> bool:
    return _as_text(name) == name


def unnamable(submitted: Path, assignment: str) -> list[str]:
    """For each folder that cannot be graded under a name of its own, a sentence that says so.

    Its name is no UTF-8, and spelled out it is the name of another folder.
    """
    names = [p.name for p in _entries(submitted, assignment)]
    taken = {name for name in names if _is_text(name)}
    return [
        f"A folder in {submitted} has a name that is no UTF-8; spelled out it is {_as_text(name)!r}, which another "
        "folder is called. It was not graded: rename it, and grade again."
        for name in names
        if not _is_text(name) and _as_text(name) in taken
    ]


def submissions(submitted: Path, assignment: str, students: list[str] | None = None) -> list[Submission]:
    """The submissions below nbgrader's `submitted/<student>/<assignment>/`. Raises `NothingToGrade`.

    students: only these. A folder that is a link, or no folder, is a submission too: one without files.
    """
    # A name in bytes that are no UTF-8 gives way to the same name as text: the gradebook knows each name once.
    folders = {_as_text(p.name): p for p in sorted(_entries(submitted, assignment), key=lambda p: _is_text(p.name))}
    found = [Submission(name, assignment, folders[name] / assignment) for name in sorted(folders)]
    if students:
        absent = sorted(set(students) - {s.student for s in found})
        if absent:
            look = f"Look for the name with: ls {quote(str(submitted))}"
            raise NothingToGrade(f"{absent[0]} has no submission of {assignment} in {submitted}. {look}")
        found = [s for s in found if s.student in students]
    if not found:
        raise NothingToGrade(
            f"{submitted} holds no <student>/{assignment}/ folder, so there is nothing to grade. "
            "Lay out a download from Canvas or Moodle with: python -m autograder unpack submissions.zip. "
            f"Where students submit in nbgrader's exchange: nbgrader collect {assignment}"
        )
    return found


def _open(submission: Submission, name: str) -> int:
    """A descriptor of a file in the submission. No link is followed, in the student's folder or below."""
    opened: list[int] = []
    try:
        for part in (submission.folder.parent, submission.folder.name):
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
            opened.append(os.open(part, flags, dir_fd=opened[-1] if opened else None))
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=opened[-1])
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _why(submission: Submission, name: str, error: OSError) -> str:
    for path in (submission.folder.parent, submission.folder):
        if os.path.islink(path):
            return f"{name} is missing: the folder of the submission is a link, which is not followed."
    if isinstance(error, PermissionError):
        return f"{name} could not be read: {error.strerror}."
    if not submission.folder.is_dir():
        return f"{name} is missing: the submission is no folder."
    path = submission.folder / name
    if path.is_symlink():
        return f"{name} is a link, which is not followed: hand in the file itself."
    if not os.path.lexists(path):
        return f"{name} is missing from the submission."
    return f"{name} could not be read: {error.strerror}."


def read_file(submission: Submission, name: str, limit: int) -> bytes:
    """The bytes of a regular file of the submission. Raises `NotRead`.

    limit: in bytes; a larger file is not read.
    """
    try:
        descriptor = _open(submission, name)
    except OSError as error:
        raise NotRead(_why(submission, name, error)) from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise NotRead(f"{name} is no file.")
    with os.fdopen(descriptor, "rb") as file:
        if about.st_size > limit:
            size = f"{about.st_size / 1e6:.0f} MB" if about.st_size >= 1_500_000 else f"{about.st_size:,} bytes"
            raise NotRead(f"{name} has {size}, more than the {limit / 1e6:g} MB that are read.")
        try:
            return file.read(limit)
        except OSError as error:
            raise NotRead(f"{name} could not be read: {error.strerror}.") from error


def _read_or_why(submission: Submission, name: str, limit: int) -> bytes | NotRead:
    try:
        return read_file(submission, name, limit)
    except NotRead as problem:
        return problem


@dataclass(frozen=True)
class HandedIn:
    """What a submission holds, each file as its bytes or as the reason why it was not read.

    modules, notebooks: by exercise. digest: changes when any of it does.
    """

    modules: dict[str, bytes | NotRead]
    notebooks: dict[str, bytes | NotRead]
    timestamp: bytes | NotRead

    @property
    def digest(self) -> str:
        """The same for the same files."""
        parts = (*self.modules.values(), *self.notebooks.values(), self.timestamp)
        return hashlib.sha256(b"\0".join(map(_part, parts))).hexdigest()

    @staticmethod
    def digest_of(content: bytes | NotRead) -> str:
        """The same for the same file, or for the same reason why it was not read."""
        return hashlib.sha256(_part(content)).hexdigest()[:16]


def _part(content: bytes | NotRead) -> bytes:
    return hashlib.sha256(content).digest() if isinstance(content, bytes) else str(content).encode()


def read(submission: Submission, exercises: list[str]) -> HandedIn:
    """Read all that is graded of a submission, each file once."""
    return HandedIn(
        {e: _read_or_why(submission, f"{e}.py", MAX_MODULE) for e in exercises},
        {e: _read_or_why(submission, f"{e}.ipynb", MAX_NOTEBOOK) for e in exercises},
        _read_or_why(submission, TIMESTAMP, MAX_TIMESTAMP),
    )
