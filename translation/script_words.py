"""What the book's scripts say: `messages.json` beside them, a table by keys, and a catalogue for each such table.

A translator sees a message's key as its place.
"""

import json
from pathlib import Path

from translation.catalogues import BOOK, ROOT, Text, catalogue_path

TABLES = ROOT / "book" / "_assets"


def words_in(folder: Path) -> dict[str, str]:
    """All that a folder's scripts say in English, by its key."""
    return json.loads((folder / "messages.json").read_text(encoding="utf-8"))


def catalogue_of(folder: Path, language: str) -> Path:
    """The catalogue of a folder's scripts."""
    return catalogue_path(BOOK, f"scripts/{folder.name}", language)


def all_texts() -> dict[str, list[Text]]:
    """The messages of every catalogue of scripts, by its name."""
    texts = {}
    for table in sorted(TABLES.glob("*/messages.json")):
        keys: dict[str, list[str]] = {}
        for key, text in words_in(table.parent).items():
            keys.setdefault(text, []).append(key)
        texts[f"scripts/{table.parent.name}"] = [Text(text, ", ".join(of)) for text, of in keys.items()]
    return texts
