"""The checks against their own mistakes: how good is a check that passes?"""

from dataclasses import dataclass

import numpy as np

from autograder.declare import Function
from autograder.judge import judge
from autograder.references import (
    asking,
    declared,
    exercises_of,
    module_of,
    prepare,
    reference_source,
    with_mistake,
)
from autograder.release import stub
from autograder.rules import FunctionRules


@dataclass(frozen=True)
class Proof:
    """What the checks of one function do, and what is wrong with them (`gaps`, empty when nothing is)."""

    assignment: str
    exercise: str
    function: str
    rules: int
    mistakes: int
    caught: int
    named: int
    gaps: tuple[str, ...]


def _idle_rules(rules: FunctionRules) -> list[str]:
    """Visible rules that no mistake breaks: they prove nothing."""
    return [
        prepared.rule.rule
        for i, prepared in enumerate(rules.rules)
        if not prepared.hidden and all(mistake.outcomes[i] is None for mistake in rules.mistakes)
    ]


def prove_function(assignment: str, exercise: str, function: Function, seed: int) -> Proof:
    """Try the reference, the stub and every declared mistake on a function's rules."""
    source = reference_source(assignment, exercise)
    rules = prepare(source, function, np.random.default_rng(seed))
    gaps = []
    reference = judge(rules, asking(module_of(source, "reference")))
    if reference.verdict != "pass":
        gaps.append(f"the reference is refused: {reference.first_failure.difference.text}")
    blank = judge(rules, asking(module_of(stub(source), "stub")))
    if any(rule.difference is None or rule.difference.kind != "missing" for rule in blank.rules):
        gaps.append("the stub is not answered with NotImplementedError by every rule")
    gaps += [f"no mistake breaks the rule {rule!r}" for rule in _idle_rules(rules)]
    caught = named = 0
    for mistake in function.mistakes:
        result = judge(rules, asking(module_of(with_mistake(source, function.name, mistake), "mistake")))
        caught += result.verdict != "pass"
        named += result.diagnosis == mistake.name
        if result.verdict == "pass":
            gaps.append(f"not caught: {mistake.name}")
        elif result.diagnosis != mistake.name:
            gaps.append(f"{mistake.name!r} was taken for {result.diagnosis!r}")
    count = len(function.mistakes)
    return Proof(assignment, exercise, function.name, len(rules.rules), count, caught, named, tuple(gaps))


def prove(assignments: list[str], seed: int) -> list[Proof]:
    """Prove the checks of every function of some assignments. seed: of the hidden rules."""
    return [
        prove_function(assignment, exercise, function, seed)
        for assignment in assignments
        for exercise in exercises_of(assignment)
        for function in declared(assignment, exercise).functions
    ]
