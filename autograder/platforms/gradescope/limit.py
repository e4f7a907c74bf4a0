"""How often an assignment may be handed in: what is over the limit keeps the score before it.

Counted by the times that Gradescope tells, never by the clock: a regrade counts as the first time did.
"""

import re
from dataclasses import dataclass
from typing import Any

from autograder.language import said
from autograder.platforms.gradescope.metadata import Earlier, Metadata, as_number

# What is kept of the results before: what `results.py` writes.
_KEPT = ("tests", "test_output_format", "test_name_format", "visibility", "stdout_visibility", "extra_data")


@dataclass(frozen=True)
class Limit:
    """So many hand-ins. a_day: on each day of the submission's own time zone; else in all."""

    count: int
    a_day: bool = False

    @property
    def as_text(self) -> str:
        """The limit as `limit_of` reads it."""
        return f"{self.count}/day" if self.a_day else str(self.count)

    def __str__(self) -> str:
        """The limit in a sentence."""
        return f"{self.count} {'time' if self.count == 1 else 'times'}{' a day' if self.a_day else ''}"


def limit_of(text: str) -> Limit:
    """A limit as the command takes it: "10" in all, "3/day" on each day. Raises ValueError."""
    match = re.fullmatch(r"([1-9]\d{0,5})(/day)?", text)
    if not match:
        raise ValueError(f"{text!r} is no limit: write 10 for ten hand-ins in all, or 3/day for three on each day")
    return Limit(int(match[1]), bool(match[2]))


def is_over(metadata: Metadata, limit: Limit) -> bool:
    """Whether a hand-in comes after the last that counts. One on which the autograder failed took nobody's turn.

    Where Gradescope does not tell when it was, no limit of a day is held against it.
    """
    before = [one for one in metadata.earlier if not one.failed]
    if metadata.at is not None:
        before = [one for one in before if one.at is None or one.at < metadata.at]
    if not limit.a_day:
        return len(before) >= limit.count
    if metadata.at is None:
        return False
    day = metadata.at.date()
    return (
        sum(one.at is not None and one.at.astimezone(metadata.at.tzinfo).date() == day for one in before) >= limit.count
    )


def kept(metadata: Metadata, limit: Limit) -> dict[str, Any]:
    """The results of a hand-in over the limit: those before it, and a sentence that says so."""
    latest = next((one for one in reversed(metadata.earlier) if one.results), Earlier())
    before = latest.results or {}
    tests = before.get("tests")
    found = {name: before[name] for name in _KEPT if name in before} if isinstance(tests, list) else {"tests": []}
    scored = [0.0, *(one.score for one in metadata.earlier if one.score is not None and not one.failed)]
    score = as_number(before.get("score"))
    again = "Your score stays, and what is below is of the hand-in before." if found["tests"] else "Your score stays."
    told = said(f"This was not graded: the assignment may be handed in {limit}. {again}")
    return {**found, "score": scored[-1] if score is None else score, "output": told, "output_format": "text"}
