"""The book in Chinese: its catalogues, and the build of its pages below the English ones.

Both languages are one source and one execution. Sphinx puts the translated paragraphs in place of the English ones;
code, outputs and figures come from the execution that the English pages left in the cache. Only the student's guide is
run for each edition, since what it shows is how commands answer.
"""

import re
import shutil
import sys
from pathlib import Path

from babel.messages.pofile import read_po
from jupyter_book.sphinx import build_sphinx

from translation.catalogues import (
    BOOK,
    FIGURES,
    LANGUAGE,
    ROOT,
    Text,
    catalogue_path,
    keep_only,
    messages_folder,
    translations,
    update,
)
from translation.figures import words_of_pages
from translation.in_step import prose
from translation.script_words import all_texts as texts_of_scripts

BUILD = ROOT / "_build"
HTML = BUILD / "html"
PREPARED = BUILD / "locale"
TEMPLATES = BUILD / "gettext"
# English words that stand in no page: of settings, and of the themes where their own Chinese lacks them.
SETTINGS = {
    "html_title": "Training neural networks, part 2",
    "author": "The course's authors",
    "nb_code_prompt_show": "Show the code",
    "nb_code_prompt_hide": "Hide the code",
}
THEME_WORDS = (
    "Search this book...",
    "Toggle primary sidebar",
    "Toggle secondary sidebar",
    "Main",
    "Color mode",
    "System Settings",
    "Page",
    "Link to this heading",
    "Link to this equation",
    "Link to this code",
)
# Words that the book's own extensions put into pages.
PAGE_WORDS = (
    "Chapter",
    "Minutes",
    "Exercises",
    "The reference is left out of this copy of the book.",
    "This copy of the book prints the references: the answers to its exercises, each in a fold.",
    "This copy of the book does not print the references: the answers to its exercises.",
)
NAME = re.compile(r"[\w-]+([_./][\w-]*)+")
START = '<meta http-equiv="Refresh" content="0; url=book/intro.html" />\n'


def _sphinx(builder: str, target: Path, doctrees: Path, **settings: object) -> bool:
    """Run Sphinx as jupyter-book does, with further settings. Whether all went well."""
    overrides = {
        "external_toc_path": str(ROOT / "_toc.yml"),
        "latex_individualpages": False,
        "nitpicky": True,
        **settings,
    }
    answer = build_sphinx(
        ROOT,
        target,
        path_config=ROOT / "_config.yml",
        noconfig=True,
        confoverrides=overrides,
        doctreedir=doctrees,
        builder=builder,
        freshenv=builder == "gettext",  # seconds, and nothing of an older page stays
        warningiserror=builder == "html",
        keep_going=True,
        quiet=True,
        really_quiet=builder == "gettext",  # without execution, every computed number is missing
    )
    return answer == 0


def _texts(template: Path) -> list[Text]:
    """The messages of one page, without what stays as it is: names of files and functions, and formulas of their own.

    Sphinx cannot put a translated formula in its place; FIGURES has its words.
    """
    with template.open("rb") as file:
        messages = [str(m.id) for m in read_po(file) if m.id]
    return [Text(m) for m in messages if is_prose(m)]


def is_prose(message: str) -> bool:
    """Whether a message of a page is to be translated."""
    only_a_name = NAME.fullmatch(message) or not re.search(r"[^\W\d_x]", prose(message))
    return not message.startswith("\n") and not only_a_name


def texts_by_page() -> dict[str, list[Text]]:
    """The English messages of every catalogue of the book, by its name. Nothing is executed.

    The words in figures are those of the built English pages.
    """
    if not _sphinx("gettext", TEMPLATES, BUILD / ".doctrees-gettext", nb_execution_mode="off", gettext_compact=False):
        sys.exit("The messages of the book's pages cannot be extracted. Does `make book` build it without a warning?")
    templates = sorted(TEMPLATES.rglob("*.pot"))
    found = {path.relative_to(TEMPLATES).with_suffix("").as_posix(): _texts(path) for path in templates}
    pages = sorted((HTML / "book").rglob("*.html"))
    if not pages:
        sys.exit("The words in figures are read from the English pages, and there are none. Run `make book` first.")
    found["sphinx"] += [Text(words) for words in (*SETTINGS.values(), *THEME_WORDS, *PAGE_WORDS)]
    in_figures = words_of_pages({str(page.relative_to(HTML)): page.read_text() for page in pages})
    return {**found, **texts_of_scripts(), FIGURES: in_figures}


def update_catalogues() -> None:
    """Bring the book's catalogues up to date; those of pages that are gone go too."""
    texts = texts_by_page()
    for name, messages in texts.items():
        update(catalogue_path(BOOK, name), messages)
    keep_only(BOOK, texts)


def page_word(language: str | None, english: str) -> str:
    """One of PAGE_WORDS in a language."""
    assert english in PAGE_WORDS, english
    return translations(catalogue_path(BOOK, "sphinx")).get(english, english) if language == LANGUAGE else english


def with_glue(catalogue: str, page: str) -> str:
    """A catalogue whose computed numbers are found.

    A translated paragraph is parsed as a document of its own, where `{glue:text}` with a bare key shows nothing:
    the key has to say which page it is of. page: the file's name. Translators write the role as in English.
    """
    lines = catalogue.split("\n")
    translated = False
    for number, line in enumerate(lines):
        translated = line.startswith("msgstr") or (translated and line.startswith('"'))
        if translated:
            lines[number] = re.sub(r"\{glue:text\}`([^`:]+)(:[^`:]*)?`", lambda m: _of_page(m, page), line)
    return "\n".join(lines)


def _of_page(role: re.Match, page: str) -> str:
    return f"{{glue:text}}`{page}::{role[1]}{role[2] or ':s'}`"


def prepare() -> None:
    """Lay the catalogues out for Sphinx, which compiles them; those that are unchanged keep their time."""
    source, target = messages_folder(BOOK), messages_folder(PREPARED)
    for path in source.rglob("*.po"):
        there = target / path.relative_to(source)
        text = with_glue(path.read_text(encoding="utf-8"), f"{path.stem}.md")
        if not there.exists() or there.read_text(encoding="utf-8") != text:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(text, encoding="utf-8")


def build(folder: Path = BUILD) -> None:
    """Build the Chinese pages below the English ones; ends the process with 1 where Sphinx warns of something.

    folder: where the English book was built, its pages in `html`.
    """
    chinese = folder.resolve() / "html" / "zh"
    prepare()
    said = translations(catalogue_path(BOOK, "sphinx"))
    built = _sphinx(
        "html",
        chinese,
        folder.resolve() / ".doctrees-zh",
        language=LANGUAGE,
        locale_dirs=["_build/locale"],
        gettext_compact=False,
        translation_progress_classes="untranslated",
        **{name: said.get(words, words) for name, words in SETTINGS.items()},
    )
    # What MyST-NB leaves beside the pages, which here is inside of the published folder.
    shutil.rmtree(chinese.parent / "jupyter_execute", ignore_errors=True)
    (chinese / "index.html").write_text(START, encoding="utf-8")
    if not built:
        sys.exit(1)
