"""What a submission sends, checked before anything is built of it: it can write whatever it wants into its channel."""

import json
from collections.abc import Mapping
from typing import Any

from autograder.calling.perform import MAX_PRINTED, MAX_TRACEBACK, Answer
from autograder.calling.values import MAX_DEPTH, Malformed, Place, base64_as_array, decode

# JSON of many tiny items takes thirty times its size in memory; no answer of the course has a tenth of these.
MAX_PARTS = 1_000_000
MAX_MESSAGE = 1_000
# No call changes or shares more places, raises an exception of more classes, or counts more functions.
MAX_PLACES, MAX_NAMES, MAX_NAME = 1_000, 100, 100


def parsed(frame: bytes | bytearray) -> dict[str, Any]:
    """The JSON object in a frame. Raises `Malformed`."""
    if frame.count(b",") + frame.count(b"[") + frame.count(b"{") > MAX_PARTS:
        raise Malformed("it has too many parts")
    try:
        message = json.loads(frame)
    except (ValueError, RecursionError) as error:
        raise Malformed("it is no JSON") from error
    if not isinstance(message, dict):
        raise Malformed("it is no JSON object")
    return message


def answer(data: Any) -> Answer:
    """An answer from what a submission's process sent, believed only in its form. Raises `Malformed`."""
    if not isinstance(data, Mapping) or data.get("status") not in ("ok", "missing", "error", "memory"):
        raise Malformed("it has no status")
    names = _few(data.get("error") or [], str, MAX_NAMES)
    return Answer(
        data["status"],
        decode(data.get("value"), base64_as_array),
        error=tuple(n[:MAX_NAME] for n in names) or (("Exception",) if data["status"] == "error" else ()),
        message=_text(data.get("message"), MAX_MESSAGE),
        changed=_places(data.get("changed") or []),
        shared=_places(data.get("shared") or []),
        global_random=data.get("global_random") is True,
        called=tuple(_few(data.get("called") or [], int, MAX_NAMES)),
        printed=_text(data.get("printed"), MAX_PRINTED),
        traceback=_text(data.get("traceback"), MAX_TRACEBACK),
    )


def _text(data: Any, limit: int) -> str:
    return data[:limit] if isinstance(data, str) else ""


def _few(data: Any, kind: type, limit: int) -> list[Any]:
    """A short list of texts, or of integers of 64 bits."""
    if not isinstance(data, list) or len(data) > limit or not all(type(item) is kind for item in data):
        raise Malformed("names or counts of the wrong kind")
    if kind is int and not all(item.bit_length() <= 64 for item in data):
        raise Malformed("a count is too large")
    return data


def _places(data: Any) -> tuple[Place, ...]:
    if not isinstance(data, list) or len(data) > MAX_PLACES:
        raise Malformed("places are no short list")
    for place in data:
        if not isinstance(place, list) or len(place) > MAX_DEPTH:
            raise Malformed("a place is no short list")
        if not all((type(step) is str and len(step) <= MAX_NAME) or type(step) is int for step in place):
            raise Malformed("a place holds something else than numbers and short texts")
        _few([step for step in place if type(step) is int], int, MAX_DEPTH)
    return tuple(tuple(place) for place in data if place)
