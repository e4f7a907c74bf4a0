"""What the scripts of pages say: a table beside them, and one for each other language."""

import json
from pathlib import Path


def messages(folder: Path, language: str | None) -> dict[str, str]:
    """All that is said: `messages.json` of a folder, or its `messages.<language>.json`, where there is one.

    Raises ValueError where a translation lacks a message.
    """
    english = json.loads((folder / "messages.json").read_text(encoding="utf-8"))
    translation = folder / f"messages.{language}.json"
    if not translation.is_file():
        return english
    translated = json.loads(translation.read_text(encoding="utf-8"))
    if lacking := sorted(english.keys() - translated.keys()):
        raise ValueError(f"{translation} lacks {', '.join(lacking)}: translate them from messages.json.")
    return translated
