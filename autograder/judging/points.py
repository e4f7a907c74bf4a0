"""How many points a function gets for the rules that it keeps.

Every rule is an equal share. But a rule that is free, since code that computes nothing keeps it too, counts
in the proportion in which the others are kept: who keeps half of the others gets half of the free ones
that are kept, and who keeps none of them gets nothing.
"""

from collections.abc import Sequence

from autograder.judging.declare import Case
from autograder.judging.rules import FunctionRules, PreparedRule


def is_free(prepared: PreparedRule) -> bool:
    """Whether code that computes nothing keeps a rule: it is declared so, or asks for a refusal."""
    return prepared.rule.free or (isinstance(prepared.rule, Case) and bool(prepared.rule.raises))


def points_for(rules: FunctionRules, kept: Sequence[bool]) -> float:
    """The points, to the hundredth: from 0 to the function's own, which only all rules give.

    kept: for each rule, whether it was kept.
    """
    free = [k for prepared, k in zip(rules.rules, kept, strict=True) if is_free(prepared)]
    others = [k for prepared, k in zip(rules.rules, kept, strict=True) if not is_free(prepared)]
    counted = sum(others) + sum(free) * sum(others) / max(1, len(others))
    return round(rules.points * counted / len(kept), 2)
