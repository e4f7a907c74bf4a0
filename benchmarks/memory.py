"""How much memory a process and all that descend from it take together."""

import threading
from pathlib import Path


def _parents() -> dict[int, int]:
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
    return parents


def _memory(root: int) -> int:
    """kB of a process and all below it. A page that several share counts once (proportional set size)."""
    parents, family = _parents(), {root}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for member in family:
        try:
            text = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return total


class Peak:
    """Watches the memory of a process and its children from a thread."""

    def __init__(self, root: int) -> None:
        self._root, self._peak, self._ended = root, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.25):
            self._peak = max(self._peak, _memory(self._root))

    def stop(self) -> int:
        """The peak in MB."""
        self._ended.set()
        self._thread.join()
        return self._peak // 1000
