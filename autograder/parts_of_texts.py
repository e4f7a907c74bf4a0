"""Texts that are put together of parts, "x and y" or "momentum: 2 files; late": cut apart, and joined in Chinese."""

import re
from collections.abc import Iterable

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# What is cut first binds least.
JOINTS = ("; ", ": ", ", and | and | or |, ")
IN_CHINESE = {" ": "", "; ": "；", ": ": "：", ", ": "，", ", and ": " 和 ", " and ": " 和 ", " or ": " 或 "}  # noqa: RUF001
ENDS = {".": "。", ":": "："}  # noqa: RUF001
# Inside of these nothing is cut.
WHOLE = r"""(?<!\w)'[^']*'|"[^"]*"|`[^`]*`|\([^()]*\)|\[[^][]*\]"""
NAME = re.compile(rf"(?:{WHOLE}|[^\s'\"]+)(?: \([^()]*\))?")


def cut(text: str, joints: str) -> list[str]:
    """A text's parts and the joints between them, in turn: "x and y" is ["x", " and ", "y"]."""
    found, start = [], 0
    for place in re.finditer(rf"(?P<whole>{WHOLE})|{joints}", text):
        if not place["whole"]:
            found += [text[start : place.start()], place[0]]
            start = place.end()
    return [*found, text[start:]]


def in_chinese(pieces: list[str]) -> str:
    """What `cut` gave, its parts said in Chinese, as one text."""
    joints = {joint: IN_CHINESE[joint] for joint in pieces[1::2]}
    if len(joints) > 1:  # "a, b and c"
        joints[", "] = "、"
    return joined(joints[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def is_name(part: str) -> bool:
    """Whether a part is no sentence in any language: a single word, a number, or what stands in quotes."""
    return bool(NAME.fullmatch(part))


def joined(parts: Iterable[str]) -> str:
    """Parts of a sentence put together; before and between Chinese ones stands no space."""
    text = ""
    for part in parts:
        if CHINESE.match(part.strip()[:1]) and (not text or CHINESE.match(text.strip()[-1:])):
            text, part = text.rstrip(), part.lstrip()
        text += part
    return text
