"""What the scripts of pages say: a table beside them in English, a catalogue of translations for another language."""

from pathlib import Path

from translation.catalogues import translations
from translation.script_words import catalogue_of, words_in


def messages(folder: Path, language: str | None) -> dict[str, str]:
    """All that is said: a folder's `messages.json`, each message in its translation, where there is one."""
    words = translations(catalogue_of(folder, language)) if language else {}
    return {key: words.get(text, text) for key, text in words_in(folder).items()}
