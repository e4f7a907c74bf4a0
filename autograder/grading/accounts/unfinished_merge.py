"""A merge of two accounts that has begun: written before anything is changed, and gone when all is.

While it lies in the term's folder, gradebook and folders may tell of two states, and nothing else reads or writes them.
"""

import json
import os
import shlex
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "unfinished_merge.json"


class UnfinishedMerge(RuntimeError):
    """A merge was interrupted; the message has the command that finishes it."""


@dataclass(frozen=True)
class RowChanges:
    """What becomes of the gradebook's rows, so that doing it twice is the same as once.

    moved, removed: ids of submissions. extensions: their seconds by the submission's id. bare: submissions that are
    made to hold an extension alone, as (id, the assignment's id).
    """

    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    extensions: dict[str, float] = field(default_factory=dict)
    bare: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Merge:
    """All that a merge does.

    keep: as it was asked for. stays: by assignment, of which account the submission stays, where both have something.
    rows: of the gradebook. moves: of folders, (from, to), each done unless `to` is there. by_hand: what is added to the
    record of points by hand, by assignment. backup: the folder in which all is kept that does not stay.
    """

    old: str
    new: str
    keep: tuple[str, ...]
    stays: dict[str, str]
    rows: RowChanges
    moves: tuple[tuple[str, str], ...]
    by_hand: dict[str, list[dict]]
    backup: str

    @property
    def command(self) -> str:
        """The command that does it, or goes on with it."""
        keep = ["--keep", *self.keep] if self.keep else []
        return shlex.join(["python", "-m", "autograder", "merge", self.old, self.new, *keep])


def write_merge(root: Path, merge: Merge) -> None:
    """Write down what is going to be done, and wait until the disk has it."""
    unfinished = root / f".{FILE}.tmp"
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(asdict(merge), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, root / FILE)


def read_merge(root: Path) -> Merge | None:
    """The merge that was interrupted, None where there is none. Raises `UnfinishedMerge` where it cannot be read."""
    path = root / FILE
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        rows = told.pop("rows")
        rows |= {name: tuple(rows[name]) for name in ("moved", "removed")}
        rows["bare"] = tuple((row, assignment) for row, assignment in rows["bare"])
        told |= {"keep": tuple(told["keep"]), "moves": tuple((source, target) for source, target in told["moves"])}
        return Merge(**told, rows=RowChanges(**rows))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnfinishedMerge(
            f"{path} cannot be read, and tells how far a merge of two accounts has come. Put your last backup of the "
            "whole term in its place, and merge again."
        ) from error


def refuse_unfinished_merge(root: Path) -> None:
    """Raise `UnfinishedMerge` where a merge was interrupted."""
    if merge := read_merge(root):
        raise UnfinishedMerge(
            f"The accounts {merge.old!r} and {merge.new!r} are half merged: a merge was interrupted. "
            f"Finish it first: {merge.command}"
        )
