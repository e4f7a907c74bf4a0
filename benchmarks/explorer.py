"""How many frames a second the race of six rules draws, while its start is dragged in a real browser.

    python benchmarks/explorer.py

Exits with 1 where it is below 30.
"""

import sys
import tempfile
from pathlib import Path

from autograder.judging.references import ROOT

LEAST = 30

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    from book.explorer_page import build_page
    from book.test_explorers import use

    with tempfile.TemporaryDirectory() as folder:
        frames = use(build_page(Path(folder)))["framesPerSecond"]
    print(f"{frames:.0f} frames a second; at least {LEAST} are wanted")
    sys.exit(frames < LEAST)
