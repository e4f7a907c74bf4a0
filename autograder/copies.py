"""The names that browsers, Jupyter, Canvas and file managers give to a second file of one name."""

import re
import unicodedata
from pathlib import PurePath

# `adam (1)` of a browser, `adam-Copy1` of Jupyter, `adam-1` of Canvas, `adam - Copy (2)` of Windows, `adam copy 2` and
# `adam 2` of a Mac, `adam (copy)` of Linux, in the languages that are common.
_COPY = re.compile(
    r"( ?\(\d+\)|-\d+| \d+"
    r"|[ _-]{1,3}\(?(copy|copie|kopie|kopia|copia|cópia|kopi|копия|副本|コピー)\)?( ?\d+| ?\(\d+\))?)$"
)


def original_name(name: str) -> str:
    """A file's name without what marks a copy, in small letters: `adam.py` for `adam (1).py` and `Adam-Copy1.py`."""
    path = PurePath(unicodedata.normalize("NFC", name).casefold())
    stem, before = path.stem, ""
    while stem != before:
        before, stem = stem, _COPY.sub("", stem)
    return stem + path.suffix


def meant(name: str, wanted: tuple[str, ...]) -> str | None:
    """The file of `wanted` that a file with this name is, or is a copy of; None where it is none of them."""
    return name if name in wanted else next((w for w in wanted if w == original_name(name)), None)
