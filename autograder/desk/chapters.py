"""The book's chapters, as the pages of the grading name and link them."""

from functools import cache

from autograder.judging.references import ROOT


@cache
def title(section: str) -> str:
    """The heading of a section's page ("optimization/adam" -> "Adam"); its name where the book is not at hand."""
    page = ROOT / "book" / f"{section}.md"
    if not page.is_file():
        return section
    lines = page.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), section)


def address(book: str, section: str) -> str:
    """The address of a section's page in the book at `book`; "" where it is not said where the book is."""
    return f"{book.rstrip('/')}/book/{section}.html" if book and section else ""
