"""Gettext catalogues: which there are, and how they follow the English text.

A message is a piece of English text, and stands in the catalogue of the page, notebook or program that it is from. No
catalogue holds a line number or the time of a change, so that two who translate different pages never meet.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "zh_CN"

# Where each kind of text keeps its catalogues.
BOOK, NOTEBOOKS, AUTOGRADER = (ROOT / name / "locale" for name in ("book", "solutions", "autograder"))
FOLDERS = (BOOK, NOTEBOOKS, AUTOGRADER)
# What Babel writes besides is the time of the change, and so a conflict for any two who translate at once.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
FIGURES = "book/figures"  # words in figures, explorers and formulas, of all pages


@dataclass(frozen=True)
class Text:
    """A piece of English text. place: where a translator finds it, as "momentum_step" or "book/intro.md"."""

    english: str
    place: str = ""


def messages_folder(folder: Path, language: str = LANGUAGE) -> Path:
    """The folder with one kind's catalogues in a language."""
    return folder / language / "LC_MESSAGES"


def catalogue_path(folder: Path, name: str, language: str = LANGUAGE) -> Path:
    """A catalogue's file. name: of its page or notebook, as "book/intro"."""
    return messages_folder(folder, language) / f"{name}.po"


def catalogue_files(language: str = LANGUAGE) -> list[Path]:
    """All catalogues of a language, in order."""
    return [path for folder in FOLDERS for path in sorted(messages_folder(folder, language).rglob("*.po"))]


def read(path: Path) -> Catalog:
    """A catalogue from its file; raises OSError, and `PoFileError` where it is damaged, naming the file."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE, charset="utf-8", abort_invalid=True)
    for message in catalogue:
        # Babel takes a message's older English, `#| msgid "..."`, for a translator's comment, and would keep it.
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
    return catalogue


def translations(path: Path) -> dict[str, str]:
    """English to translated, of the messages that are translated and not fuzzy; {} where there is no such file."""
    if not path.exists():
        return {}
    return {str(m.id): str(m.string) for m in read(path) if m.id and m.string and not m.fuzzy}


def keep_only(folder: Path, names: Collection[str]) -> None:
    """Remove the catalogues of pages, notebooks or exercises that are gone."""
    there = messages_folder(folder)
    for path in there.rglob("*.po"):
        if path.relative_to(there).with_suffix("").as_posix() not in names:
            path.unlink()


def template(texts: list[Text]) -> Catalog:
    """A catalogue of some texts without translations, in their order."""
    made = Catalog(fuzzy=False)
    for text in texts:
        made.add(text.english, auto_comments=[text.place] if text.place else [])
    return made


def update(path: Path, texts: list[Text]) -> None:
    """Bring a catalogue up to date with its English texts, or begin it.

    A text that changed keeps its old translation, marked fuzzy: the pages show English until somebody has looked.
    What left the English text leaves the catalogue. The file is written only where something changed.
    """
    if not texts:
        path.unlink(missing_ok=True)
        return
    catalogue = read(path) if path.exists() else Catalog(LANGUAGE, fuzzy=False)
    catalogue.update(template(texts), update_header_comment=False, update_creation_date=False)
    for message in catalogue:
        message.locations = []
    _write(path, catalogue)


def _write(path: Path, catalogue: Catalog) -> None:
    written = io.BytesIO()
    # Unbroken lines: what changes in a paragraph is one line of a diff, and grep finds what it looks for.
    write_po(
        written, catalogue, width=0, omit_header=True, no_location=True, ignore_obsolete=True, include_previous=True
    )
    text = HEADER.format(language=LANGUAGE) + written.getvalue().decode().strip() + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
