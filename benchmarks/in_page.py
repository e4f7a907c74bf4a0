"""How long a reader of the book waits for the first check in a page, and for the checks after it.

    make book && python benchmarks/in_page.py

Exits with 1 where it takes longer than it may on two cores.
"""

import sys
from statistics import median

from autograder.judging.references import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from browser.visiting import CHROMIUM, in_browser, served

COLD, WARM = 15.0, 0.5  # seconds
RUNS = 15


def main() -> int:
    """Print both times."""
    book = ROOT / "_build" / "html"
    if CHROMIUM is None or not (book / "write_it_here").is_dir():
        print("This needs chromium, and the book with exercises in the page: make book", file=sys.stderr)
        return 2
    with served(book) as base:
        took = in_browser(str(ROOT / "benchmarks" / "in_page.js"), base, given={"runs": RUNS})
    cold, warm = took["cold"], median(took["warm"])
    print(f"from the first click to the first report: {cold:.1f} s, of at most {COLD:g} s")
    print(f"a check after it, the median of {RUNS}: {warm:.2f} s, of at most {WARM:g} s")
    return int(cold > COLD or warm > WARM)


if __name__ == "__main__":
    sys.exit(main())
