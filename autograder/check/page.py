"""The words of a report laid out for a terminal: labels, broken lines, a student's own text."""

import os
import re
import shlex
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from autograder.check.colour import Paint
from autograder.judging.judge import Result
from autograder.language import said

PASSES, IN_WORK, NOT_BEGUN = "passes", "in work", "not begun"
COLOURS = {PASSES: "green", IN_WORK: "red", NOT_BEGUN: "dim"}
MOST_LINES, LONGEST = 12, 160  # of a student's own output
LABEL = 10
# What a line is not broken within: a Chinese character with the marks that close after it, or a word.
PIECES = re.compile(r"[\u2e80-\uffef][\uff0c\u3002\uff1b\uff1a\uff1f\u3001\uff09\u201d]*|[^\s\u2e80-\uffef]+|\s+")


@dataclass(frozen=True)
class Page:
    """Where text is written.

    width: in characters; None where lines are not to be broken.
    screen: it is a terminal on which text can be written over.
    """

    paint: Paint
    width: int | None = None
    screen: bool = False


def state(results: Iterable[Result]) -> str:
    """How far a student is with a function, or with several: "passes", "in work" or "not begun"."""
    verdicts = {result.verdict for result in results}
    if verdicts <= {"pass"}:
        return PASSES
    return NOT_BEGUN if verdicts == {"missing"} else IN_WORK


def score(results: Iterable[Result]) -> tuple[float, float]:
    """The points of some functions, and those that they are worth."""
    results = list(results)
    return round(sum(result.points for result in results), 2), sum(result.max_points for result in results)


def points(results: Iterable[Result]) -> str:
    """The points of some functions in words, "2.5 of 4 points"."""
    reached, most = score(results)
    return said(f"{reached:g} of {most:g} point{'s' if most != 1 else ''}")


def quoted(path: PurePath, windows: bool = os.name == "nt") -> str:
    """A path as it is typed in a terminal."""
    if windows:
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))


def printable(words: str) -> str:
    """A student's own text without what would steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "?" for c in words)


def columns(text: str) -> int:
    """How wide a text is in a terminal: a Chinese character takes two columns."""
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def filled(text: str, width: int) -> str:
    """A text with spaces behind it, to a width in columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> list[str]:
    """A text's lines of at most a width in columns, broken at spaces or between Chinese characters."""
    if columns(text) == len(text):
        return textwrap.wrap(text, width)
    lines = [""]
    for piece in re.findall(
        r"[\u2e80-\uffef][\uff0c\u3002\uff1b\uff1a\uff1f\u3001\uff09\u201d]*|[^\s\u2e80-\uffef]+|\s+", text
    ):
        if columns(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def labelled(label: str, text: str, page: Page, colour: str = "") -> str:
    """A label, and beside it a text of one or more lines, each broken where the page ends."""
    label = said(label)
    lines = []
    for line in text.splitlines():
        lines += wrapped(line, page.width - LABEL - 2) if page.width and not line.startswith(" ") else [line]
    lines = [page.paint(colour, line) if colour else line for line in lines]
    indent = " " * (LABEL + 2)
    return f"  {page.paint('dim', label)}{' ' * (LABEL - columns(label))}" + f"\n{indent}".join(lines)


def _lines(words: str) -> list[str]:
    return printable(words.strip("\n")).splitlines() if words.strip() else []


def own_words(label: str, words: str, page: Page) -> Iterator[str]:
    """A student's own output beside a label, cut after 12 lines; nothing where there is none."""
    lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]} [...]" for line in _lines(words)]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], said(f"[and {len(lines) - MOST_LINES + 1} lines more]")]
    if lines:
        yield labelled(label, "\n".join(lines), Page(page.paint))
