"""The book's two languages: every page leads to its twin, is searched in its language, and marks what is English."""

import hashlib
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import SearchLanguage

from translation.book import THEME_WORDS, is_prose
from translation.catalogues import BOOK, FIGURES, LANGUAGE, catalogue_path, translations
from translation.figures import Saying, in_formula, in_page, saying
from translation.script_words import all_texts as texts_of_scripts

HAN = r"[\u3400-\u9fff]+"


class ChineseSearch(SearchLanguage):
    """Chinese has no spaces: what is indexed and looked for are all pairs of neighbouring characters.

    Sphinx cuts the text by a dictionary and the reader's words not at all, so that they never meet.
    """

    lang = LANGUAGE
    language_name = "Chinese"
    js_splitter_code = r"""
var splitQuery = (query) => query
  .replace(/[\u3400-\u9fff]+/g, (run) => ` ${[...run.slice(1)].map((c, i) => run[i] + c).join(" ") || run} `)
  .split(/[^\p{Letter}\p{Number}_]+/u)
  .filter((word) => word);
"""

    def split(self, input: str) -> list[str]:
        """The words of a text: pairs of Chinese characters, and all else as it is written."""
        return re.findall(r"\w+", re.sub(HAN, lambda run: f" {' '.join(pairs(run[0]))} ", input))

    def word_filter(self, word: str) -> bool:
        """Every word is worth finding."""
        return bool(word)


def pairs(run: str) -> list[str]:
    """All neighbouring characters, "学习率" -> ["学习", "习率"]; a single character is a word."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def is_chinese(app: Sphinx) -> bool:
    """Whether these are the Chinese pages."""
    return app.config.language == LANGUAGE


def say(app: Sphinx) -> Saying:
    """What says the words in figures."""
    if not hasattr(app, "words_in_figures"):
        app.words_in_figures = saying(translations(catalogue_path(BOOK, FIGURES)))
    return app.words_in_figures


def read_anew_when_words_change(app: Sphinx, config: Config) -> None:
    """Let a change of the words in figures, formulas and scripts reach pages whose text is unchanged."""
    words = [catalogue_path(BOOK, name) for name in (FIGURES, *texts_of_scripts())]
    if config.language == LANGUAGE:
        config.words = hashlib.sha256(b"".join(path.read_bytes() for path in words if path.exists())).hexdigest()


def say_formulas(app: Sphinx, doctree: nodes.document) -> None:
    """Say the words in formulas."""
    if not is_chinese(app):
        return
    for kind in (nodes.math, nodes.math_block):
        for formula in doctree.findall(kind):
            words = in_formula(formula.astext(), say(app))
            formula.clear()
            formula += nodes.Text(words)


def mark_what_is_english(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Tell readers and browsers which paragraphs nobody has translated yet; Sphinx marks formulas and names as well."""
    for node in doctree.findall(nodes.Element):
        if "untranslated" in node.get("classes", ()):
            if isinstance(node, nodes.title | nodes.paragraph | nodes.term) and is_prose(_own_words(node)):
                node["classes"].append("language-en")
            else:
                node["classes"].remove("untranslated")


def _own_words(node: nodes.Element) -> str:
    """What a node says in words: without code, formulas and computed values, which no translator is given alone."""
    return " ".join(text for text in node.findall(nodes.Text) if not _is_no_prose(text.parent))


def _is_no_prose(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.literal | nodes.math) or (
        isinstance(node, nodes.Element) and "pasted-text" in node.get("classes", ())
    )


def say_captions(app: Sphinx, doctree: nodes.document) -> None:
    """Translate the headings of the table of contents, which stand in no page and so are passed over by Sphinx."""
    words = translations(catalogue_path(BOOK, app.env.docname)) if is_chinese(app) else {}
    for contents in doctree.findall(addnodes.toctree):
        contents["caption"] = words.get(contents.get("caption"), contents.get("caption"))


def lead_to_the_twin(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Name the same page in both languages, for the templates."""
    up = "../" * pagename.count("/")
    english, chinese = (f"{up}../", up) if is_chinese(app) else (up, f"{up}zh/")
    context["editions"] = {"en": f"{english}{pagename}.html", "zh-CN": f"{chinese}{pagename}.html"}


def say_the_rest(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Say the words in the page's figures."""
    if is_chinese(app):
        app.add_css_file("chinese.css")
        context["body"] = in_page(context.get("body", ""), say(app))


def say_what_the_theme_says_in_english_only(app: Sphinx, exception: Exception | None) -> None:
    """Translate the names of buttons that stand in the theme's templates as they are."""
    if exception or not is_chinese(app) or app.builder.format != "html":
        return
    words = translations(catalogue_path(BOOK, "sphinx"))
    names = "|".join(map(re.escape, THEME_WORDS))
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        said = re.sub(
            rf'((?:title|aria-label|placeholder)=")({names})"', lambda m: f'{m[1]}{words.get(m[2], m[2])}"', page
        )
        if said != page:
            path.write_text(said, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.add_config_value("words", "", rebuild="env", types=[str])
    app.add_search_language(ChineseSearch)
    app.connect("config-inited", read_anew_when_words_change)
    app.connect("doctree-read", say_formulas)
    app.connect("doctree-read", say_captions)
    app.connect("doctree-resolved", mark_what_is_english)
    app.connect("html-page-context", lead_to_the_twin, priority=400)
    app.connect("html-page-context", say_the_rest, priority=400)
    app.connect("build-finished", say_what_the_theme_says_in_english_only)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
