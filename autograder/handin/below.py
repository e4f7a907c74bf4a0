"""The files in a folder that a stranger filled."""

import os
from collections.abc import Callable
from pathlib import Path

MAX_DEPTH = 50  # folders in one another that are looked into: no work lies deeper, and Python's own walk would give up


def files_below(folder: Path, passed_over: Callable[[str], bool]) -> list[Path]:
    """All files and links in a folder and below, in order; no link is followed.

    passed_over: tells by a folder's name whether nothing in it is wanted.
    """
    found, top = [], len(folder.parts)
    for place, folders, names in os.walk(folder):
        here = Path(place)
        found += [path for name in (*folders, *names) if (path := here / name).is_symlink() or path.is_file()]
        too_deep = len(here.parts) - top >= MAX_DEPTH
        folders[:] = [] if too_deep else [name for name in folders if not passed_over(name)]
    return sorted(found)
