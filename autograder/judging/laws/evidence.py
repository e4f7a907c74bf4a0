"""What a law may conclude from many draws, and how it says so.

A law asks a function many times and raises `Broken` where what comes back cannot, or
all but certainly would not, come from a right solution. Each law's chance of refusing a
right one is below `FALSE_ALARM`: counts are held to the Chernoff bound, which is exact
for every number of draws (no normal approximation).
"""

import math
from typing import Any

from autograder.calling.perform import Ask
from autograder.calling.values import Call
from autograder.judging.compare import failure, kind_of

FALSE_ALARM = 1e-10  # of one law in one run: ten laws of a function stay below 1e-9
DRAWS = 2_000


class Broken(Exception):
    """kind: one word, stable, by which mistakes are told apart; text: a sentence for the student."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.text = kind, text


def count_is_plausible(count: int, draws: int, probability: float, comparisons: int = 1) -> bool:
    """Whether `count` successes in `draws` independent tries agree with `probability`.

    The Chernoff bound P(count/draws beyond q) <= exp(-draws * KL(q || probability)) is
    held, on both sides together and over all `comparisons`, to FALSE_ALARM.
    """
    if probability in (0.0, 1.0):
        return count == draws * probability
    q = count / draws
    divergence = 0.0
    if q > 0:
        divergence += q * math.log(q / probability)
    if q < 1:
        divergence += (1 - q) * math.log((1 - q) / (1 - probability))
    return draws * divergence <= math.log(2 * comparisons / FALSE_ALARM)


def asked(call: Ask, question: Call) -> Any:
    """The value that a call answers with. Raises `Broken` where it gave none, or used the global random state."""
    answer = call(question)
    if found := failure(answer):
        raise Broken(found.kind, found.text)
    if answer.global_random:
        text = "You used np.random's global state. Draw from the argument rng instead, so that runs can be repeated."
        raise Broken("global_random", text)
    if answer.changed:
        raise Broken("changed", "You changed an argument in place. Make a new array instead of writing into it.")
    if question.repeat and not (isinstance(answer.value, list) and len(answer.value) == question.repeat):
        raise Broken("type", f"{question.repeat} calls were answered by {kind_of(answer.value)}.")
    return answer.value
