"""The pages at the back: one meaning for a symbol in a chapter, and a number for every erratum."""

import re
from collections import Counter

import pytest

from autograder.judging.references import ROOT

BOOK = ROOT / "book"
SYMBOLS = re.split(r"^#+ (.*)$", (BOOK / "symbols.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
TABLES = {title: text for title, text in zip(SYMBOLS[1::2], SYMBOLS[2::2], strict=True) if "| symbol |" in text}


@pytest.mark.parametrize("title", TABLES)
def test_a_symbol_has_one_meaning_in_a_chapter(title):
    rows = re.findall(r"^\| (\$.*?) \|", TABLES[title], re.MULTILINE)
    symbols = Counter(symbol for row in rows for symbol in re.findall(r"\$(.*?)\$", row))
    assert [symbol for symbol, times in symbols.items() if times > 1] == []


def test_the_errata_are_numbered_without_a_gap_and_each_says_whose_it_is():
    page = (BOOK / "errata.md").read_text(encoding="utf-8")
    entries = re.findall(r"^\(errata-(\d+)\)=\n\*\*(\d+)\. .*?\*\* \((.*?)\)\.", page, re.MULTILINE)
    assert sorted(int(number) for number, _, _ in entries) == list(range(1, 33))
    assert all(label == number for label, number, _ in entries)
    assert {whose for _, _, whose in entries} == {"slides", "notes", "reading", "dated", "text copy"}


def test_every_slip_that_a_chapter_names_is_among_the_errata():
    page = (BOOK / "errata.md").read_text(encoding="utf-8")
    for chapter in BOOK.rglob("*.md"):
        if "_assets" not in chapter.parts:
            for number in re.findall(r":name: erratum-(\d+)", chapter.read_text(encoding="utf-8")):
                assert f"(errata-{number})=" in page, chapter
