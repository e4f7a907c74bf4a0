"""More folders in one another than Python's own ways through a tree get to the end of."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def deep_below(folder: Path, name: str) -> Iterator[None]:
    """Has an empty file of this name deep below a folder, for as long as it is needed."""
    top = place = folder / "d"
    place.mkdir()
    for _ in range(1500):
        place = place / "d"
        place.mkdir()
    (place / name).write_bytes(b"")
    try:
        yield
    finally:
        # Nor can Python, and pytest with it, clear it away.
        subprocess.run(["rm", "-rf", top], check=True)
