"""Which of a student's cells hold text of their own: an answer may stand in another cell than its question's."""

import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from itertools import pairwise

_FOR_JUPYTER = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2}")
_LAYOUT = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def _tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens of a text that need not be Python, as far as there are any."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, SyntaxError):
        return


def _is_word(token: tokenize.TokenInfo) -> bool:
    return token.type == tokenize.NAME and token.string not in (*keyword.kwlist, *keyword.softkwlist)


def _is_prose(source: str) -> bool:
    """Whether a code cell is no code: comments and texts alone, or words beside each other as no program has them."""
    tokens = [t for t in _tokens(source) if t.type not in _LAYOUT]
    if all(t.type in (tokenize.COMMENT, tokenize.STRING) for t in tokens):
        return True
    beside = any(_is_word(a) and _is_word(b) and a.end[0] == b.start[0] for a, b in pairwise(tokens))
    return beside or any(t.type == tokenize.ERRORTOKEN and not t.string.isascii() for t in tokens)


def is_own_text(cell_type: str, source: str, released: set[str]) -> bool:
    """Whether a cell holds words that the release has not: of any type, but for code.

    released: the sources of all released cells, without space around them.
    """
    if source.strip() in released:
        return False
    if cell_type == "code":
        source = _FOR_JUPYTER.sub("", source)
    return bool(_WORD.search(source)) and (cell_type != "code" or _is_prose(source))
