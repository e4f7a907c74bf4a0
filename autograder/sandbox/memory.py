"""How much memory a submission's process gets: less where the container that all of this runs in has little.

Who takes more than the container has brings it down, or the judge in it, and with that everybody's result.
"""

from functools import cache
from pathlib import Path

MOST = 512 << 20  # bytes: with two at a time, all processes of a grading stay below a gigabyte
LEAST = 320 << 20  # Python with numpy begins with some 150 MB of address space
FOR_THE_JUDGE = 256 << 20  # it takes 100 MB, and what an answer needs
_LIMITS = ("memory.max", "memory/memory.limit_in_bytes")  # of control groups, version 2 and version 1


def share_of(limits: Path) -> int:
    """The bytes that a submission's process may have, by a folder of control groups."""
    found = [text for name in _LIMITS if (text := _read(limits / name)).isdigit()]
    return max(LEAST, min([MOST, *(int(text) - FOR_THE_JUDGE for text in found)]))


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:  # no such version, or no control groups at all
        return ""


@cache
def memory() -> int:
    """The bytes that a submission's process may have on this machine."""
    return share_of(Path("/sys/fs/cgroup"))
