"""What the autograder says, in the language of whoever reads it.

The course speaks English to itself: sentences are compared, recorded and exported in English, and a mistake's English
name is its key everywhere. Where a person reads, `said` recognizes the sentence by its catalogue and says it anew. A
catalogue's message is a sentence with its values as placeholders, "{name} has shape {got}"; a value may be a sentence
itself. What no catalogue knows, as a student's own words, stays as it is.
"""

import os
import re
from collections.abc import Iterable

from autograder.message_catalogues import LOCALE, OF_PYTHON, PLACEHOLDER, Catalogue, Sentence, catalogue_in, pattern
from autograder.parts_of_texts import ENDS, IN_CHINESE, JOINTS, cut, in_chinese, is_name, joined

ENGLISH = "en"
GOES_ON = re.compile(r"[.?)] [A-Z]")

_chosen: str | None = None


class UnknownLanguage(ValueError):
    """A language that the course has no catalogues of."""


def languages() -> list[str]:
    """The languages that there are, English first."""
    return [ENGLISH, *sorted(folder.name for folder in LOCALE.glob("*") if folder.is_dir())]


def speak(language: str | None) -> None:
    """Choose this process's language, as "zh_CN"; None leaves it to the surroundings. Raises `UnknownLanguage`."""
    global _chosen
    if language is not None and language not in languages():
        raise UnknownLanguage(f"There is no language {language!r}. There are: {', '.join(languages())}.")
    _chosen = language


def speak_as_released(language: str | None) -> None:
    """Speak the language of a release, where neither `--lang` nor LANGUAGE chose another."""
    if language in languages() and _chosen is None and _of_surroundings() is None:
        speak(language)


def _of_surroundings() -> str | None:
    """The first of LANGUAGE's languages that there is: "zh_CN:en", or "zh" for any Chinese; None where it has none."""
    for wanted in os.environ.get("LANGUAGE", "").split(":"):
        for language in languages() if wanted else ():
            if language == wanted.split(".")[0] or language.split("_")[0] == wanted.split("_")[0]:
                return language
    return None


def spoken() -> str:
    """The language of this process."""
    return _chosen or _of_surroundings() or ENGLISH


def said(text: str) -> str:
    """A text of the course in the language of this process."""
    language = spoken()
    return text if language == ENGLISH else _said(text, catalogue_in(language))


def together(parts: Iterable[str], joint: str = ", ") -> str:
    """Parts that are said already as one text, joined as the language of this process does it. joint: as in English."""
    return joint.join(parts) if spoken() == ENGLISH else IN_CHINESE[joint].join(part.strip() for part in parts)


def _said(text: str, catalogue: Catalogue) -> str:
    if (known := _known(text, catalogue)) is not None:
        return known
    if "\n" in text:
        return "\n".join(_said(line, catalogue) for line in text.split("\n"))
    # Several sentences that were put together.
    for end in re.finditer(r"[.?)] ", text):
        head = _known(text[: end.start() + 1], catalogue)
        if head is not None:
            return head + _said(text[end.end() :], catalogue)
    # Somebody else's words, as an exception's, and what the course says of them.
    for end in re.finditer(r"[.?)] ", text):
        tail = _known(text[end.end() :], catalogue)
        if tail is not None:
            return text[: end.end()] + tail
    return text


def _known(text: str, catalogue: Catalogue) -> str | None:
    """A sentence's translation; None where no message is like it."""
    inside = text.strip()
    if not inside:
        return text
    found = catalogue.plain.get(inside) or _of_one(inside, catalogue)
    found = found or _with_values(inside, catalogue)
    found = found or catalogue.plain.get(inside[0].lower() + inside[1:])  # a value at the beginning of its sentence
    if found is None and inside[-1] in ENDS and (words := _known(inside[:-1], catalogue)):
        found = words + ENDS[inside[-1]]
    found = found or _of_parts(inside, catalogue)
    return None if found is None else text.replace(inside, found)


def _of_one(text: str, catalogue: Catalogue) -> str | None:
    """What is told of one of many, "momentum: 2 files; late"; None where such a sentence is a message by itself."""
    name, _, told = text.partition(": ")
    if not told or " " in name or any(s.english.startswith(f"{name}: ") for s in catalogue.sentences):
        return None
    words = _of_parts(told, catalogue, JOINTS[:1]) or _known(told, catalogue)
    return words and joined([name, IN_CHINESE[": "], words])


def _of_parts(text: str, catalogue: Catalogue, by: Iterable[str] = JOINTS, names_alone: bool = False) -> str | None:
    """A text of sentences and names, "2 files; late"; None where a part is neither, or all are names."""
    pieces = next((pieces for joints in by if len(pieces := cut(text, joints)) > 1), [])
    any_known = names_alone and not {" and ", " or "}.isdisjoint(pieces[1::2])
    for i, piece in enumerate(pieces[::2]):
        words = _known(piece, catalogue)
        if words is None and not is_name(piece):
            return None
        any_known = any_known or words is not None
        pieces[2 * i] = piece if words is None else words
    return in_chinese(pieces) if any_known else None


def _value(name: str, text: str, catalogue: Catalogue) -> str:
    """What stands in a sentence. Names are joined by words there, "x and y", but not in what Python said."""
    listed = None if name in OF_PYTHON else _of_parts(text, catalogue, names_alone=True)
    return listed or _said(text, catalogue)


def _with_values(text: str, catalogue: Catalogue) -> str | None:
    """A text that is a message with values in it. Best is one in which no value goes on into a sentence of its own."""
    best = None
    for sentence in catalogue.sentences:
        if sentence.literal in text and (found := pattern(sentence.english).fullmatch(text)):
            best = best or (sentence, found)
            if not any(GOES_ON.search(value or "") for value in found.groups()):
                best = sentence, found
                break
    return best and _filled(best[0], best[1].groupdict(), catalogue)


def _filled(sentence: Sentence, values: dict[str, str | None], catalogue: Catalogue) -> str:
    said = {name: _value(name, value or "", catalogue) for name, value in values.items()}
    # Told apart from what students wrote: a value is put in once, and not looked through again.
    parts = PLACEHOLDER.split(sentence.translated)
    return joined(said[part] if i % 2 else part for i, part in enumerate(parts))
