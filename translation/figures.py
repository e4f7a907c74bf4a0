"""Words in figures, explorers and formulas: found in the built pages, and put there in another language.

A cell is executed once for both languages, so what it drew has English words. They are few, and stand in places
that are told by their marks. A number in them is a placeholder: "after {0} steps" is one message, whatever the number.
"""

import html
import json
import re
from collections.abc import Callable
from decimal import Decimal

from translation.catalogues import Text
from translation.labels import say_labels

NUMBER = re.compile(r"(?<![\w.])[-+\u2212]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?")
WORD = re.compile(r"[A-Za-z]{2}")
FILE_NAME = re.compile(r"\w+\.\w+")
# The text inside a drawing, of a slider and of what it says; what a screen reader says of either.
IN_DRAWINGS = re.compile(r"(<(?:text|label|output|span)\b[^>]*>)([^<]+)(?=</(?:text|label|output|span)>)")
SPOKEN = re.compile(r'(aria-(?:label|valuetext)=")([^"]+)(?=")')
DATA = re.compile(r'(<script type="application/json">)(.*?)(?=</script>)', re.DOTALL)
DRAWING = re.compile(r'<div class="explorer".*?</script></div>|<svg role="img".*?</svg>', re.DOTALL)
# Photographs side by side, each with a caption.
PHOTOGRAPH = re.compile(r'<figure><img class="dark-light".*?</figure>', re.DOTALL)
OF_PHOTOGRAPH = re.compile(r'(\balt="|<figcaption>)([^"<]+)(?="|</figcaption>)')
PATH = re.compile(r"m-?\d")
# The files that an exercise consists of; the only words of their own that the book's extensions write.
FILES = re.compile(r'<p class="exercise-files">.*?</p>', re.DOTALL)
BETWEEN = re.compile(r"(>)([^<>]+)(?=<)")
# A computed value in a sentence: "12% to 15%".
COMPUTED = re.compile(r'(<span class="pasted-text">)([^<]+)(?=</span>)')
FORMULA_WORDS = re.compile(r"(\\text\{)([^{}]*)(?=\})")
SOURCE = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)

# Chinese counts in ten thousands and their squares: 617 million are 6.17 of the latter.
BY_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)(百万|十亿)")
THOUSANDS = {"百万": 10**6, "十亿": 10**9}

Saying = Callable[[str], str]  # English to another language


def phrase(text: str) -> tuple[str, list[str]]:
    """A text as its catalogue has it, and the numbers that were in it: "after {0} steps", ["150"]."""
    numbers: list[str] = []

    def placeholder(number: re.Match) -> str:
        numbers.append(number[0])
        return f"{{{len(numbers) - 1}}}"

    return NUMBER.sub(placeholder, text), numbers


def by_ten_thousands(text: str) -> str:
    """A text whose millions and billions are counted as Chinese does: "138百万" is "1.38亿", "15百万" is "1500万"."""

    def counted(number: re.Match) -> str:
        value = Decimal(number[1]) * THOUSANDS[number[2]]
        unit, word = (10**8, "亿") if value >= 10**8 else (10**4, "万")
        return f"{(value / unit).normalize():f}{word}"

    return BY_THOUSANDS.sub(counted, text)


def saying(words: dict[str, str]) -> Saying:
    """What says a text in another language. words: messages and their translations; without one the text stays."""

    def say(text: str) -> str:
        inside = text.strip()
        message, numbers = phrase(inside)
        translated = words.get(message)
        if translated is None:
            return text
        said = re.sub(r"\{(\d+)\}", lambda place: numbers[int(place[1])], translated)
        return text.replace(inside, by_ten_thousands(said))

    return say


def _in_markup(pattern: re.Pattern, markup: str, say: Saying) -> str:
    return pattern.sub(
        lambda found: found[1] + html.escape(say(html.unescape(found[2])), quote='"' in found[1]), markup
    )


def _in_data(packed: str, say: Saying) -> str:
    """An explorer's frames: the texts among its strings, and its sliders' values."""
    data = json.loads(packed)
    data["values"] = [[say(value) for value in values] for values in data["values"]]
    data["strings"] = [text if PATH.match(text) else say(text) for text in data["strings"]]
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", r"\u003c")


def _in_drawing(drawing: str, say: Saying) -> str:
    drawing = say_labels(_in_markup(SPOKEN, _in_markup(IN_DRAWINGS, drawing, say), say), say)
    return DATA.sub(lambda found: found[1] + _in_data(found[2], say), drawing)


def in_page(body: str, say: Saying) -> str:
    """A page's body, with all words in drawings said anew."""
    body = DRAWING.sub(lambda drawing: _in_drawing(drawing[0], say), body)
    body = PHOTOGRAPH.sub(lambda figure: _in_markup(OF_PHOTOGRAPH, figure[0], say), body)
    body = _in_markup(COMPUTED, body, say)
    return FILES.sub(lambda files: _in_markup(BETWEEN, files[0], say), body)


def in_formula(tex: str, say: Saying) -> str:
    r"""A formula with its words, `\text{...}`, said anew."""
    return FORMULA_WORDS.sub(lambda words: words[1] + say(words[2]), tex)


def words_of_pages(pages: dict[str, str]) -> list[Text]:
    """The words that the pages' drawings and formulas need. pages: the HTML of each, by its name."""
    found: dict[str, list[str]] = {}
    for name, page in pages.items():

        def note(text: str, name: str = name) -> str:
            message, _ = phrase(text.strip())
            if WORD.search(message) and not FILE_NAME.fullmatch(message) and name not in found.setdefault(message, []):
                found[message].append(name)
            return text

        in_page(page, note)
        for formula in SOURCE.findall(page):
            in_formula(html.unescape(formula), note)
    return [Text(message, ", ".join(names)) for message, names in found.items()]
