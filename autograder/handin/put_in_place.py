"""A submission is written beside its place, and put there as a whole."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


def mend(submitted: Path, assignment: str) -> None:
    """Put back what a call that was killed had moved away and not replaced yet."""
    for earlier in submitted.glob(f"*/.{assignment}.earlier"):
        target = earlier.with_name(assignment)
        if target.exists():
            shutil.rmtree(earlier)
        else:
            os.replace(earlier, target)


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new folder to fill beside the target, whose place it takes by `put`; otherwise it goes.

    It has a hidden name, by which neither `grade` nor nbgrader finds it.
    """
    fresh = target.with_name(f".{target.name}.unpacking")
    shutil.rmtree(fresh, ignore_errors=True)  # of a call that was killed
    fresh.mkdir(parents=True)
    try:
        yield fresh
    finally:
        if fresh.exists():
            shutil.rmtree(fresh)
        if not any(target.parent.iterdir()):
            target.parent.rmdir()


def put(fresh: Path, target: Path) -> bool:
    """Put a full folder in the target's place. Returns whether something was there.

    The earlier submission goes only when the new one is in its place: see `mend`.
    """
    earlier = target.with_name(f".{target.name}.earlier")
    replaced = target.exists()
    if replaced:
        os.replace(target, earlier)
    os.replace(fresh, target)
    if replaced:
        shutil.rmtree(earlier)
    return replaced
