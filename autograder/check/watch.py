"""Notices when a student saves a module. It polls, which works on every system and on network folders."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POLL = 0.05
SETTLE = 0.02
VANISHED = 1.0  # seconds for which a file may be gone while an editor saves it
COARSE = 3.0  # seconds; some file systems' times are no finer, so that younger files are read to see a change

Content = bytes | None


def _content(path: Path) -> Content:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _stamp(path: Path) -> tuple[Any, ...] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def _settled(path: Path) -> Content:
    """A file's content when two looks at it agree: an editor may be writing it, or have moved it away for a moment."""
    began, before = time.monotonic(), _content(path)
    while True:
        time.sleep(SETTLE)
        now = _content(path)
        gone = now is None and time.monotonic() - began < VANISHED
        if now == before and not gone:
            return now
        before = now


def _may_have_changed(path: Path, stamp: tuple[Any, ...] | None) -> bool:
    return _stamp(path) != stamp or (stamp is not None and time.time() - stamp[0] / 1e9 < COARSE)


@dataclass
class Seen:
    """What a file was like when it was last looked at."""

    stamp: tuple[Any, ...] | None
    content: Content


def look(paths: Sequence[Path]) -> dict[Path, Seen]:
    """What files are like now."""
    return {path: Seen(_stamp(path), _content(path)) for path in paths}


def changed(path: Path, seen: Seen) -> bool:
    """Whether a file's content is another than what was seen, which is brought up to date."""
    if not _may_have_changed(path, seen.stamp):
        return False
    stamp = _stamp(path)
    if _content(path) == seen.content:
        seen.stamp = stamp  # it was only touched
        return False
    before = seen.content
    seen.content, seen.stamp = _settled(path), _stamp(path)
    return seen.content != before


def changes(seen: Mapping[Path, Seen]) -> Iterator[Path]:
    """Every path whose content changes from what was seen, whenever it does. Never ends."""
    while True:
        yield from (path for path, before in seen.items() if changed(path, before))
        time.sleep(POLL)
