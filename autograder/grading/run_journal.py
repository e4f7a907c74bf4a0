"""The append-only journal of a grading: written before the gradebook, so that nothing is graded twice or lost.

One file a grading, `gradings/<assignment>/<run>.jsonl`, a line an event:

    {"run": ..., "assignment": ..., "seed": ..., ...}   the first line
    {"cleared": true}                                   old scores are out of the gradebook
    {"student": ..., "scores": ..., ...}                a `Graded`
    {"stored": 50}                                      that many of them are in the gradebook
    {"ended": true}                                     the last line

A grading without its last line was interrupted: the next one goes on where it stopped.
"""

import contextlib
import datetime
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.grading.accounts.unfinished_merge import UnfinishedMerge, refuse_unfinished_merge

FOLDER = "gradings"
_LOCK = "lock"
GOES_ON = "No grade is lost: the same command again goes on where this one stopped."


class AlreadyGrading(RuntimeError):
    """Another grading of the same term is at work."""


@dataclass(frozen=True)
class Heading:
    """What one grading is: two with the same heading but for `run` would give the same grades.

    made_from: of the rules. students, exercises: asked for by name, None for all.
    """

    run: str
    assignment: str
    seed: int
    isolation: str
    made_from: str
    students: list[str] | None
    exercises: list[str] | None = None


def new_run_id() -> str:
    """A name for a grading, which sorts by time."""
    now = datetime.datetime.now(datetime.UTC)
    return f"{now:%Y-%m-%dT%H-%M-%S.%f}-{os.getpid()}"


@contextlib.contextmanager
def only_grading(root: Path, merging: bool = False) -> Iterator[None]:
    """Hold the term's lock. merging: to finish a merge that was interrupted. Raises `AlreadyGrading`.

    The system gives it back when the process ends, however it ends; forked judges do not hold it.
    """
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    with open(folder / _LOCK, "a+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise AlreadyGrading(
                f"Another grading of this term is at work (process {holder}). Start this one when it has ended."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        if not merging:
            try:
                refuse_unfinished_merge(root)
            except UnfinishedMerge as problem:
                raise AlreadyGrading(str(problem)) from None
        yield


@dataclass
class Journal:
    """The file of one grading. graded: by student, where in the file the line begins."""

    path: Path
    heading: Heading
    graded: dict[str, int] = field(default_factory=dict)
    stored: int = 0
    cleared: bool = False
    ended: bool = False

    @property
    def changes_file(self) -> Path:
        """Where it is kept what a regrade has changed."""
        return self.path.with_suffix(".changes.csv")

    def _append(self, line: bytes) -> int:
        with open(self.path, "ab") as file:
            start = file.tell()
            try:
                file.write(line)
                file.flush()
            except OSError:
                # A line is there as a whole or not at all: the next grading reads what follows.
                with contextlib.suppress(OSError):
                    os.truncate(self.path, start)
                raise
            return start

    def _event(self, **event: object) -> None:
        self._append(json.dumps(event).encode() + b"\n")

    def add(self, student: str, line: bytes) -> None:
        """Append a graded submission."""
        self.note(student, self._append(line))

    def note(self, student: str, start: int) -> None:
        """Note where a graded submission's line begins. Of two lines of one student the later one counts."""
        if student in self.graded:
            self.stored -= list(self.graded).index(student) < self.stored
            del self.graded[student]
        self.graded[student] = start

    def mark_cleared(self) -> None:
        """Note that the old scores are out of the gradebook."""
        self._event(cleared=True)
        self.cleared = True

    def mark_stored(self) -> None:
        """Note that all graded submissions so far are in the gradebook."""
        self._event(stored=len(self.graded))
        self.stored = len(self.graded)

    def mark_ended(self) -> None:
        """Note that the grading is complete."""
        self._event(ended=True)
        self.ended = True

    def sync(self) -> None:
        """Wait until the disk has what was written."""
        with open(self.path, "rb") as file:
            os.fsync(file.fileno())

    def unstored(self) -> list[bytes]:
        """The lines of graded submissions that may not be in the gradebook yet."""
        return list(self.lines(list(self.graded)[self.stored :]))

    def lines(self, students: list[str]) -> Iterator[bytes]:
        """The lines of some graded submissions, in this order."""
        with open(self.path, "rb") as file:
            for student in students:
                file.seek(self.graded[student])
                yield file.readline()


def begin(root: Path, heading: Heading) -> Journal:
    """A new journal."""
    folder = root / FOLDER / heading.assignment
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder / f"{heading.run}.jsonl", heading)
    journal._event(**asdict(heading))
    return journal


def _read(path: Path) -> Journal | None:
    """A journal as far as it was written whole; a torn last line is cut off. None without a heading."""
    journal, end = None, 0
    with open(path, "rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            event = json.loads(line)
            if journal is None:
                journal = Journal(path, Heading(**event))
            elif "student" in event:
                journal.note(event["student"], end)
            else:
                journal.cleared |= "cleared" in event
                journal.stored = len(journal.graded) if "stored" in event else journal.stored
                journal.ended |= "ended" in event
            end += len(line)
    if end < path.stat().st_size:
        os.truncate(path, end)
    return journal


def interrupted(root: Path, assignment: str) -> Journal | None:
    """The newest grading of an assignment, where it was not completed."""
    files = sorted((root / FOLDER / assignment).glob("*.jsonl"))
    if not files:
        return None
    journal = _read(files[-1])
    return journal if journal and not journal.ended else None
