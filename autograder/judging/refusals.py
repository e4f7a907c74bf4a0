"""A function's own refusal of a call, known in whatever words a student says it.

A reference says "p must lie in (0, 1], but is 1.5", a student "got p=1.5". Both name the argument and its value. An
exception of NumPy's does not.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.judging.declare import Case
from autograder.judging.seen import Raised

REFUSED = "ValueError"  # how every function of the course refuses
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


@dataclass(frozen=True)
class Refusal:
    """How a function would refuse one call. words: what its text says; values: of the arguments that it names."""

    words: tuple[str, ...]
    values: frozenset[float]

    def is_said_by(self, raised: Raised) -> bool:
        """Whether an exception is this refusal, whatever it says besides."""
        said = all(re.search(rf"\b{re.escape(word)}\b", raised.message) for word in self.words)
        return said and raised.name == REFUSED and self.values <= set(map(float, NUMBER.findall(raised.message)))


def wordings_of_refusals(cases: Iterable[Case]) -> frozenset[tuple[str, ...]]:
    """What the refusals of a function say in words, by its cases that must be refused; their values are left out."""
    return frozenset(tuple(w for w in case.raises if not NUMBER.fullmatch(w)) for case in cases if case.raises)


def refusal(words: tuple[str, ...], given: Mapping[str, Any]) -> Refusal:
    """A refusal of the call with these arguments, by their names."""
    values = [given[word] for word in words if word in given]
    return Refusal(words, frozenset(float(value) for value in values if isinstance(value, (int, float))))
