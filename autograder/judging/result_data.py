"""A Result as JSON data, and back: what a grading run keeps beside the graded notebooks.

Feedback pages and the instructor's overview are made of it, long after the run. It holds what a
student may read: of hidden rules the sentence and the kind of difference, never a number.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.calling.values import Malformed, decode, encode
from autograder.judging.compare import Difference
from autograder.judging.judge import Result, RuleResult
from autograder.judging.walk import Walk

MAX_VALUES = 256  # an array with more numbers is not kept
MAX_WORDS = 2_000  # characters of a student's own output
MAX_SENTENCE = 1_000  # characters of a difference: an exception's text may be long


class UnreadableRecord(ValueError):
    """A record that is damaged, or was written by another version of the course."""


def _values(difference: Difference) -> dict[str, Any]:
    both = (difference.got, difference.expected)
    if any(value is None or np.size(value) > MAX_VALUES for value in both):
        return {}
    return {"got": encode(both[0]), "expected": encode(both[1])}


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


def _rule(data: Mapping[str, Any]) -> RuleResult:
    if data["kind"] is None:
        return RuleResult(data["rule"], data["hidden"], None)
    got, expected = decode(data.get("got")), decode(data.get("expected"))
    return RuleResult(data["rule"], data["hidden"], Difference(data["kind"], data["text"], got, expected))


def _walk(data: Mapping[str, Any] | None) -> Walk | None:
    if data is None:
        return None
    return Walk(decode(data["got"]), decode(data["expected"]), decode(data["gradient"]))


def from_data(data: Mapping[str, Any]) -> Result:
    """The Result behind `as_data`'s data; what was cut off is gone. Raises `UnreadableRecord`."""
    try:
        fields = {k: data[k] for k in ("function", "points", "max_points", "verdict", "diagnosis", "hint")}
        texts = {k: data[k] for k in ("section", "printed", "traceback", "note")}
        rules = tuple(_rule(rule) for rule in data["rules"])
        also = tuple((name, hint) for name, hint in data.get("also", ()))  # older records have none
        return Result(**fields, **texts, also=also, rules=rules, walk=_walk(data["walk"]))
    except (KeyError, TypeError, ValueError, Malformed) as error:
        raise UnreadableRecord(f"A result's record lacks or misspells something: {error}.") from error
