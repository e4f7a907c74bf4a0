"""What could tell that two texts have one author: short windows of code, comments and prose, and the names in code.

Text is only split into tokens and words. Nothing is imported, run or made a tree of, so that no nesting is too deep.
"""

import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

CODE, COMMENT, NAME, SENTENCE = "code", "comment", "name", "sentence"
CODE_WINDOW = 16  # tokens; an update rule has 15 to 30
WORD_WINDOW = {COMMENT: 3, SENTENCE: 5}  # words
# The largest reference module has 6,000 characters. More than this only takes time.
MAX_CHARACTERS = 60_000

_GIVEN_NAMES = frozenset((*dir(builtins), *keyword.kwlist, "np", "numpy", "self"))
_LAYOUT = (tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
_WORD = re.compile(r"\w+")


class Trace(NamedTuple):
    """One window, or one name.

    key: the same for the same window, whatever its variables are called. place: its number in the file; neighbours
    follow each other. start, end: where it stands, in characters.
    """

    kind: str
    key: int
    place: int
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    is_own: bool
    start: int
    end: int


def as_text(source: bytes) -> str:
    """A file's bytes as text; what is no UTF-8 is replaced."""
    return source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens as far as Python can tell them: the rest of a broken module is left out."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(text).readline)
    except (tokenize.TokenError, SyntaxError):
        return


def _functions_and_comments(text: str) -> tuple[list[list[_Token]], list[tuple[int, int]]]:
    """The tokens of each function, without layout, and where the comments and the texts that stand alone are."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    streams: list[list[_Token]] = [[]]
    comments = []
    begins, before = True, ""
    for token in _tokens(text):
        if token.type in _LAYOUT or token.string == ";":
            continue
        start, end = (starts[min(row - 1, len(starts) - 1)] + column for row, column in (token.start, token.end))
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and begins):
            comments.append((start, end))
            continue
        if begins := token.type == tokenize.NEWLINE:
            continue
        if token.string in ("def", "class"):
            streams.append([])
        is_own = token.type == tokenize.NAME and before != "." and token.string not in _GIVEN_NAMES
        streams[-1].append(_Token(token.string.replace("'", '"'), is_own, start, end))
        before = token.string
    return streams, comments


def _window_key(about: str, tokens: list[_Token]) -> int:
    """The same for all windows that differ only in what their variables are called."""
    numbers: dict[str, int] = {}
    return hash((about, *(numbers.setdefault(t.text, len(numbers)) if t.is_own else t.text for t in tokens)))


def _windows(kind: str, about: str, tokens: list[_Token], length: int, place: int) -> Iterator[Trace]:
    for i in range(len(tokens) - length + 1):
        window = tokens[i : i + length]
        yield Trace(kind, _window_key(about, window), place + i, window[0].start, window[-1].end)


def word_traces(kind: str, text: str, start: int = 0, end: int | None = None, place: int = 0) -> list[Trace]:
    """The windows of words in a part of a text, in small letters and without punctuation."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    words = [_Token(word[0].casefold(), False, *word.span()) for word in found]
    return list(_windows(kind, kind, words, WORD_WINDOW[kind], place))


def module_traces(file: str, text: str) -> list[Trace]:
    """All traces of a module. A window spans no two functions, so that their order does not matter.

    file: its name. Code is compared with that of files of this name alone.
    """
    streams, comments = _functions_and_comments(text)
    found: list[Trace] = []
    for stream in streams:
        found += _windows(CODE, file, stream, CODE_WINDOW, found[-1].place + 2 if found else 0)
    for start, end in comments:
        found += word_traces(COMMENT, text, start, end, found[-1].place + 2 if found else 0)
    names = {t.text: t for stream in reversed(streams) for t in reversed(stream) if t.is_own}
    after = found[-1].place + 2 if found else 0
    found += [Trace(NAME, hash((NAME, n)), after + 2 * i, t.start, t.end) for i, (n, t) in enumerate(names.items())]
    return found


def keys(traces: Iterable[Trace]) -> set[int]:
    """The keys of some traces."""
    return {trace.key for trace in traces}
