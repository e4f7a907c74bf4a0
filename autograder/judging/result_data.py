"""A Result as JSON data, and back: what a grading run keeps beside the graded notebooks.

Feedback pages and the instructor's overview are made of it, long after the run. It holds what a
student may read: of hidden rules the sentence and the kind of difference, never a number.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.calling.values import Given, Malformed, decode, encode
from autograder.judging.compare import Difference
from autograder.judging.judge import Result, RuleResult
from autograder.judging.walk import Walk

MAX_VALUES = 256  # an array with more numbers is not kept
MAX_DATA = 10_000  # characters of any other value
MAX_WORDS = 2_000  # characters of a student's own output
MAX_SENTENCE = 1_000  # characters of a difference: an exception's text may be long


class UnreadableRecord(ValueError):
    """A record that is damaged, or was written by another version of the course."""


def _values(difference: Difference) -> dict[str, Any]:
    both = (difference.got, difference.expected)
    if any(value is None or not _is_short(value) for value in both):
        return {}
    return {"got": encode(both[0]), "expected": encode(both[1])}


def _is_short(value: Any) -> bool:
    """Whether a value is worth keeping: an array or a number, of which a picture is made, or words."""
    if isinstance(value, (np.ndarray, np.generic)):
        return bool(np.size(value) <= MAX_VALUES)
    # Anything else may hold as much as an answer can.
    return len(json.dumps(encode(value))) <= MAX_DATA


def _rule_data(rule: RuleResult) -> dict[str, Any]:
    difference = rule.difference
    data = {"rule": rule.rule, "hidden": rule.hidden, "kind": difference and difference.kind}
    return data if difference is None else data | {"text": difference.text[:MAX_SENTENCE]}


def _walk_data(walk: Walk | None) -> dict[str, Any] | None:
    if walk is None or walk.expected.size > MAX_VALUES:
        return None
    return {"got": encode(walk.got), "expected": encode(walk.expected), "gradient": encode(walk.gradient)}


def as_data(result: Result) -> dict[str, Any]:
    """A Result as JSON data, without anything that a student may not see. Who keeps it adds its "exercise".

    Of the first visible rule that was not kept, what came and what was expected stay too, and the walk,
    where they have at most MAX_VALUES numbers each. What the student's code printed and where it stopped stay, bounded.
    """
    rules = [_rule_data(rule) for rule in result.rules]
    for data, rule in zip(rules, result.rules, strict=True):
        if rule.difference and not rule.hidden:
            data |= _values(rule.difference)
            break
    return {
        "function": result.function,
        "points": result.points,
        "max_points": result.max_points,
        "verdict": result.verdict,
        "diagnosis": result.diagnosis,
        "hint": result.hint,
        "also": [list(further) for further in result.also],
        "section": result.section,
        "printed": result.printed[:MAX_WORDS],
        "traceback": result.traceback[-MAX_WORDS:],
        "walk": _walk_data(result.walk),
        "note": result.note,
        "rules": rules,
    }


_TEXT, _MAYBE, _NUMBER = (str,), (str, type(None)), (int, float)
_FIELDS = {"function": _TEXT, "points": _NUMBER, "max_points": _NUMBER, "verdict": _TEXT, "diagnosis": _MAYBE}
_FIELDS |= {"hint": _MAYBE, "section": _TEXT, "printed": _TEXT, "traceback": _TEXT, "note": _TEXT}
_RULE_FIELDS = {"rule": _TEXT, "hidden": (bool,), "kind": _MAYBE}


def _fields(data: Mapping[str, Any], kinds: Mapping[str, tuple[type, ...]]) -> dict[str, Any]:
    """The fields of a record, each of its kind."""
    if wrong := [name for name, kind in kinds.items() if type(data[name]) not in kind]:
        raise TypeError(f"{wrong[0]} is of another kind")
    return {name: data[name] for name in kinds}


def _rule(data: Mapping[str, Any]) -> RuleResult:
    _fields(data, _RULE_FIELDS if data["kind"] is None else {**_RULE_FIELDS, "text": _TEXT})
    if data["kind"] is None:
        return RuleResult(data["rule"], data["hidden"], None)
    got, expected = decode(data.get("got")), decode(data.get("expected"))
    return RuleResult(data["rule"], data["hidden"], Difference(data["kind"], data["text"], got, expected))


def _walk(data: Mapping[str, Any] | None) -> Walk | None:
    if data is None:
        return None
    got, expected, gradient = (decode(data[name]) for name in ("got", "expected", "gradient"))
    if not all(isinstance(way, np.ndarray) and way.ndim == 2 and way.dtype.kind == "f" for way in (got, expected)):
        raise TypeError("a walk is no array of points")
    return Walk(got, expected, gradient if isinstance(gradient, Given) else None)


def from_data(data: Mapping[str, Any]) -> Result:
    """The Result behind `as_data`'s data; what was cut off is gone. Raises `UnreadableRecord`."""
    try:
        rules = tuple(_rule(rule) for rule in data["rules"])
        also = tuple((name, hint) for name, hint in data.get("also", ()))  # older records have none
        if not all(isinstance(word, str) for further in also for word in further):
            raise TypeError("a further mistake is no text")
        return Result(**_fields(data, _FIELDS), also=also, rules=rules, walk=_walk(data["walk"]))
    except (AttributeError, KeyError, TypeError, ValueError, Malformed) as error:
        raise UnreadableRecord(f"A result's record lacks or misspells something: {error}.") from error
