"""The files that were handed in, each with whose it is."""

from dataclasses import dataclass, field
from pathlib import Path, PurePath

from autograder.handin.archive import shown
from autograder.handin.downloads import Delivery, unread

UNREAD = "it has an LMS's numbers in its name, but not a name as one writes it. Rename its zip to <student>.zip"


@dataclass(frozen=True)
class Piece:
    """One file that somebody handed in.

    file: where it lies now, or None for one that is of no use. folder: the assignment's in a clone that
    it lay in, else an empty text.
    """

    delivery: Delivery
    file: Path | None
    folder: str = ""


@dataclass
class Collected:
    """What was found. refused: the name of a file, and why it was not opened. unused: names of no use to anybody."""

    pieces: list[Piece] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def of_no_use(self, name: PurePath) -> None:
        """Note a file that nobody could be told from: refused, if an LMS named it, since it is somebody's work."""
        if unread(name):
            self.refused.append((shown(str(name)), UNREAD))
        else:
            self.unused.append(shown(str(name)))
