"""The messages of another language, as the autograder recognizes them: read from catalogues without Babel.

Students don't have Babel, and importing it takes longer than a check.
"""

import functools
import json
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).with_name("locale")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OF_PYTHON = ("text", "message", "error")  # placeholders for what an exception says
KNOWN_BY = 8  # characters at a sentence's beginning that no other sentence begins with, so to say


@dataclass(frozen=True)
class Sentence:
    """A message with values in it. literal: the longest of its own words, which every such sentence has."""

    english: str
    translated: str
    literal: str


@dataclass(frozen=True)
class Catalogue:
    """All messages of a language: those that are said as they stand, and those with values, the most telling first."""

    plain: dict[str, str]
    sentences: tuple[Sentence, ...]


@functools.cache
def pattern(english: str) -> re.Pattern[str]:
    """What recognizes a message with any values in it."""
    parts, seen = PLACEHOLDER.split(english), set()
    pattern = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pattern += re.escape(part)
        else:
            # Right behind a word or a full stop: what may be added there, or not.
            some = "*" if re.search(r"[\w.)]$", parts[number - 1]) else "+"
            character = r"[\s\S]" if part in OF_PYTHON else "."  # an exception may say it in several lines
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>{character}{some}?)"
            seen.add(part)
    return re.compile(pattern)


@functools.cache
def catalogue_in(language: str) -> Catalogue:
    """A language's messages, read when the first of them is needed."""
    plain, sentences = {}, []
    for path in sorted((LOCALE / language).rglob("*.po")):
        for english, translated in messages(path.read_text(encoding="utf-8")):
            if PLACEHOLDER.search(english):
                literal = max(PLACEHOLDER.split(english)[::2], key=len)
                sentences.append(Sentence(english, translated, literal))
            else:
                plain[english] = translated
    return Catalogue(plain, tuple(sorted(sentences, key=_telling, reverse=True)))


def _telling(sentence: Sentence) -> tuple[bool, int]:
    """How well a message is known by its own words: those at its beginning tell most."""
    beginning = PLACEHOLDER.split(sentence.english)[0]
    return len(beginning) >= KNOWN_BY, len(PLACEHOLDER.sub("", sentence.english))


def messages(text: str) -> Iterator[tuple[str, str]]:
    """The messages of a catalogue file that are translated and not fuzzy.

    The files are written by Babel, and every line of a message in them is also a JSON string.
    """
    for entry in text.split("\n\n"):
        kept = [line for line in entry.split("\n") if line and not line.startswith("#")]
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in entry.split("\n"))
        english, _, translated = "\n".join(kept).removeprefix("msgid ").partition("\nmsgstr ")
        said = (
            ["".join(map(json.loads, part.split("\n"))) for part in (english, translated or '""')] if kept else ["", ""]
        )
        if all(said) and not fuzzy:
            yield said[0], said[1]


def texts_in(data: Any) -> Iterator[str]:
    """All texts in what JSON holds, as in the released rules of an exercise."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inside in data.values() if isinstance(data, dict) else data:
            yield from texts_in(inside)


def public_part(text: str, known: Set[str] | None) -> str:
    """A catalogue's messages without its comments. known: where nothing else may go along, the English texts."""
    kept = [
        [json.dumps(said, ensure_ascii=False) for said in pair]
        for pair in messages(text)
        if known is None or pair[0] in known
    ]
    return "\n\n".join("\n".join(("msgid " + english, "msgstr " + translated)) for english, translated in kept)
