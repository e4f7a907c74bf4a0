"""Whether translations are in step with the English text: what is missing, and what differs that may not differ.

A message may be said in any words. Its formulas, code, links, roles, numbers and placeholders are the English ones.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from translation.catalogues import BOOK, FOLDERS, ROOT, catalogue_files, catalogue_path, messages_folder, read

GLOSSARY = catalogue_path(BOOK, "book/glossary")  # it keeps each English term beside its Chinese ones
WHOLE = Path(__file__).with_name("whole.txt")
OTHER_SENSE = "other sense: "  # a translator's comment: the word stands here for something else than in the glossary
MOST = 400  # findings that are printed at once
HAN = r"[\u3400-\u9fff]"

# In this order: what one finds is taken out before the next one looks.
SAME = {
    "mathematics": re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL),
    "roles": re.compile(r"\{[\w:-]+\}`[^`]*`"),
    "code": re.compile(r"``.*?``|`[^`]*`", re.DOTALL),
    "links": re.compile(r"(?<=\])\([^)\s]+\)|<https?://[^>]*>"),
    "placeholders": re.compile(r"\{\w+\}"),
    "numbers": re.compile(r"\d+(?:[.,]\d+)*"),
}
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!]|[,;:?!]{HAN}")
STRESSED = re.compile(r"(.?)(\*+)([^*]+)\2(.?)", re.DOTALL)
MARKS = "，。；：？！、“”‘’（）《》"  # noqa: RUF001
SPACED = re.compile(rf"[{HAN[1:-1]}{MARKS}] +\S|\S +[{HAN[1:-1]}{MARKS}]")


def parts(text: str) -> dict[str, Counter]:
    """What may not differ in a text, by its kind. The words inside of formulas and the texts of roles may."""
    found = {}
    for kind, pattern in SAME.items():
        found[kind] = Counter(_bare(part) for part in pattern.findall(text))
        text = pattern.sub(" ", text)
    return found


def _bare(part: str) -> str:
    part = re.sub(r"\\text\{[^{}]*\}", r"\\text{}", part)
    return re.sub(r"`[^`<]+<([^>]+)>`", r"`<\1>`", part)


def differences(english: str, translated: str) -> Iterator[str]:
    """In what a translation differs from its source and may not, each as a phrase."""
    theirs = parts(translated)
    for kind, wanted in parts(english).items():
        lacking, added = wanted - theirs[kind], theirs[kind] - wanted
        if lacking or added:
            told = [f"lacks {' '.join(lacking.elements())}"] if lacking else []
            told += [f"adds {' '.join(added.elements())}"] if added else []
            yield f"{kind}: it {' and '.join(told)}"
    if HALF_WIDTH.search(prose(translated)):
        yield "style: a half-width mark beside Chinese"
    if any(_stays_a_star(*found) for found in STRESSED.findall(prose(translated))):
        yield "style: a star between a mark and a character, which Markdown leaves a star: put the mark outside"


def _stays_a_star(before: str, stars: str, inside: str, after: str) -> bool:
    begins = re.match(HAN, before) and inside[0] in MARKS
    return bool(begins or (re.match(HAN, after) and inside[-1] in MARKS))


def prose(text: str) -> str:
    """A text without what may not be translated."""
    for kind in ("mathematics", "roles", "code", "links"):
        text = SAME[kind].sub("x", text)
    return text


def glossary() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The terms that the book's glossary fixes: English names, and the Chinese ones, any of which will do."""
    page = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\[([^]]+)\]\([^)]*\)\n: (.*?) · ", page, re.MULTILINE)
    terms = [(tuple(english.split(", ")), tuple(re.findall(rf"{HAN}+", names))) for english, names in rows]
    return [(english, chinese) for english, chinese in terms if chinese]


def other_terms(message: Message, terms: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    """Terms of the glossary that the English text has and the translation doesn't, as phrases."""
    excused = {
        word for c in message.user_comments if c.startswith(OTHER_SENSE) for word in c[len(OTHER_SENSE) :].split(", ")
    }
    english = SAME["placeholders"].sub(" ", prose(str(message.id))).lower()
    for names, chinese in sorted(terms, key=lambda term: -len(term[0][0])):
        found = [name for name in names if re.search(rf"\b{re.escape(name.lower())}(s|es)?\b", english)]
        for name in found:
            # A longer term, once told, is not told again by a word of it.
            english = re.sub(rf"\b{re.escape(name.lower())}(s|es)?\b", " ", english)
        if found and not any(name in str(message.string) for name in chinese) and found[0] not in excused:
            yield f"glossary: {found[0]} is {' or '.join(chinese)} there"


def findings(path: Path, whole: bool) -> list[str]:
    """What is not in step in one catalogue. whole: nothing may be missing or fuzzy."""
    terms, told = glossary() if path != GLOSSARY else [], []
    for message in read(path):
        if not message.id:
            continue
        said = []
        if message.fuzzy or not message.string:
            said = ["its English text has changed (fuzzy)" if message.fuzzy else "missing"] if whole else []
        else:
            said = [*differences(str(message.id), str(message.string)), *other_terms(message, terms)]
            if path.is_relative_to(BOOK) and SPACED.search(str(message.string)):
                said.append("style: a space beside Chinese; the pages' style sheet makes the gap")
        told += [f"{name_of(path)}: {str(message.id)[:60]!r}: {what}" for what in said]
    return told


def name_of(path: Path) -> str:
    """What a catalogue is called: "book/optimization/momentum" of the book, "solutions/..." of a notebook."""
    folder = next(folder for folder in FOLDERS if path.is_relative_to(folder))
    return f"{folder.parent.name}: {path.relative_to(messages_folder(folder)).with_suffix('').as_posix()}"


def whole() -> set[str]:
    """The names of the catalogues that are said to be whole."""
    return {line for line in WHOLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def report(words: list[str]) -> int:
    """Print what is not in step, in the catalogues whose names hold one of some words, and how much is done."""
    told, done, all_ = [], 0, 0
    for path in catalogue_files():
        if not words or any(word in name_of(path) for word in words):
            messages = [m for m in read(path) if m.id]
            translated = sum(bool(m.string) and not m.fuzzy for m in messages)
            print(f"{translated:5} of {len(messages):4}  {name_of(path)}")
            done, all_ = done + translated, all_ + len(messages)
            told += findings(path, whole=bool(words) or name_of(path) in whole())
    print(f"{done:5} of {all_:4}  messages are translated; {len(told)} findings")
    further = f"... and {len(told) - MOST} more; name a catalogue to see its own" if len(told) > MOST else ""
    print("\n".join([*told[:MOST], further]).rstrip(), file=sys.stderr)
    return 1 if told else 0
