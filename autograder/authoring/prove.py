"""The checks against their own mistakes: how good is a check that passes?

For every function: the reference and right solutions in other styles pass, the stub fails,
every declared mistake is caught and named, no generic mutation of the reference survives
unexplained, and answers that compute nothing get less than a fifth of the points.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from autograder.authoring.foreign import TRULY, foreign_modules
from autograder.authoring.mutations import mutations
from autograder.authoring.release import stub
from autograder.authoring.trivial_answers import TrivialShare, trivial_share
from autograder.judging.declare import Function
from autograder.judging.judge import Result, apply_rule, judge
from autograder.judging.points import is_free
from autograder.judging.references import (
    ROOT,
    asking,
    declared,
    exercises_of,
    module_of,
    prepare,
    reference_source,
    with_mistake,
)
from autograder.judging.report import told
from autograder.judging.rules import FunctionRules

STUDENTS_CODE = ROOT / "tests" / "checks" / "students_code"
RIGHT_SOLUTIONS = ROOT / "tests" / "checks" / "right_solutions"
# Fresh hidden cases on which a mutation that is called harmless must agree with the reference.
MORE_SEEDS = 10
# Of a function's points; a trivial answer must stay below it.
TRIVIAL_SHARE = 0.2


@dataclass(frozen=True)
class StudentsModule:
    """A wrong module as a student would write it. names: of the known mistakes that it truly makes."""

    path: Path
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")


def students_modules(assignment: str, exercise: str, function: str) -> list[StudentsModule]:
    """The kept modules in students' idioms that are wrong in a function."""
    listed = json.loads((STUDENTS_CODE / "index.json").read_text(encoding="utf-8"))
    return [
        StudentsModule(STUDENTS_CODE / about["path"], tuple(about["names"]))
        for about in listed
        if about["path"].startswith(f"{assignment}/{exercise}/") and about["function"] == function
    ]


@dataclass(frozen=True)
class Proof:
    """What the checks of one function do, and what is wrong with them (`gaps`, empty when nothing is).

    trivial: the share of the points that the best trivial answer gets.
    foreign, misnamed: modules that fail for reasons of their own, and those of them that got a mistake's name.
    students, truly, falsely: modules in students' idioms, and those that got a true name and a false one.
    mistaken: what the judge says of each declared mistake.
    """

    assignment: str
    exercise: str
    function: str
    rules: int
    mistakes: int
    caught: int
    named: int
    mutants: int
    survivors: int
    variants: int
    accepted: int
    trivial: float
    foreign: int
    misnamed: int
    students: int
    truly: int
    falsely: int
    gaps: tuple[str, ...]
    mistaken: tuple[Result, ...]


def _idle_rules(rules: FunctionRules) -> list[str]:
    """Visible rules that no mistake breaks: they prove nothing."""
    return [
        prepared.rule.rule
        for i, prepared in enumerate(rules.rules)
        if not prepared.hidden and all(mistake.outcomes[i] is None for mistake in rules.mistakes)
    ]


def _accepted(rules: FunctionRules, source: str) -> bool:
    """Whether a module keeps all rules; stops at the first that it does not."""
    try:
        ask = asking(module_of(source, "mutant"))
    except Exception:  # a mutant may fail as soon as it is read
        return False
    return all(apply_rule(rules, prepared, ask).difference is None for prepared in rules.rules)


def right_solutions(assignment: str, exercise: str) -> list[Path]:
    """The right modules in other styles that are kept for an exercise."""
    return sorted((RIGHT_SOLUTIONS / assignment / exercise).glob("*.py"))


def _survivors(source: str, function: Function, rules: FunctionRules) -> tuple[int, list[str], list[str]]:
    """How many mutants there are, which survive, and what is wrong about that."""
    mutants = mutations(source, function.name)
    surviving = [mutant for mutant in mutants if _accepted(rules, mutant.source)]
    unexplained = [m.change for m in surviving if m.change not in function.harmless]
    gaps = [f"this mutation of the reference survives: {change}" for change in unexplained]
    explained = [m for m in surviving if m.change in function.harmless]
    if explained:
        drawn = [prepare(source, replace(function, mistakes=()), _rng(seed)) for seed in range(1, MORE_SEEDS + 1)]
        gaps += [
            f"called harmless, but it is not: {m.change}"
            for m in explained
            if not all(_accepted(rules, m.source) for rules in drawn)
        ]
    found = {m.change for m in surviving}
    gaps += [f"called harmless, but there is no such survivor: {c}" for c in function.harmless if c not in found]
    return len(mutants), [m.change for m in surviving], gaps


def _trivial_gaps(rules: FunctionRules, found: TrivialShare) -> list[str]:
    """What is wrong about the points of trivial answers, and about the rules that are declared free."""
    gaps = []
    if found.share >= TRIVIAL_SHARE:
        gaps.append(f"the trivial answer {found.answer!r} gets {found.share:.0%} of the points")
    for i, prepared in enumerate(rules.rules):
        if i in found.kept and not is_free(prepared):
            gaps.append(f"the trivial answer {found.kept[i]!r} keeps the rule {prepared.rule.rule!r}: declare it free")
        if i not in found.kept and is_free(prepared):
            gaps.append(f"declared free, but no trivial answer keeps it: {prepared.rule.rule!r}")
    return gaps


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, 1])


def prove_function(assignment: str, exercise: str, function: Function, seed: int) -> Proof:
    """Try the reference, its variants, the stub, every declared mistake and every mutation on a function's rules."""
    source = reference_source(assignment, exercise)
    rules = prepare(source, function, _rng(seed))
    gaps = []
    reference = judge(rules, asking(module_of(source, "reference")))
    if failure := reference.first_failure:
        gaps.append(f"the reference is refused: {told(failure)}")
    blank = judge(rules, asking(module_of(stub(source), "stub")))
    if any(rule.difference is None or rule.difference.kind != "missing" for rule in blank.rules):
        gaps.append("the stub is not answered with NotImplementedError by every rule")
    gaps += [f"no mistake breaks the rule {rule!r}" for rule in _idle_rules(rules)]
    modules = (module_of(with_mistake(source, function.name, mistake), "mistake") for mistake in function.mistakes)
    mistaken = tuple(judge(rules, asking(module)) for module in modules)
    for mistake, result in zip(function.mistakes, mistaken, strict=True):
        if result.verdict == "pass":
            gaps.append(f"not caught: {mistake.name}")
        elif result.diagnosis != mistake.name:
            gaps.append(f"{mistake.name!r} was taken for {result.diagnosis!r}")
    variants = right_solutions(assignment, exercise)
    refused = [path.name for path in variants if not _accepted(rules, path.read_text(encoding="utf-8"))]
    gaps += [f"a right solution is refused: {name}" for name in refused]
    trivial = trivial_share(source, rules)
    gaps += _trivial_gaps(rules, trivial)
    mutants, surviving, holes = _survivors(source, function, rules)
    foreign = [(what, set(_named(rules, text)) - {TRULY.get(what)}) for what, text in foreign_modules(source, rules)]
    gaps += [f"{what}: called {', '.join(names)!r}" for what, names in foreign if names]
    written = students_modules(assignment, exercise, function.name)
    said = [(module, _named(rules, module.text)) for module in written]
    gaps += [
        f"a student's {module.path.name} is called {name!r}"
        for module, names in said
        for name in names
        if name not in module.names
    ]
    return Proof(
        assignment,
        exercise,
        function.name,
        rules=len(rules.rules),
        mistakes=len(function.mistakes),
        caught=sum(result.verdict != "pass" for result in mistaken),
        named=sum(result.diagnosis == m.name for m, result in zip(function.mistakes, mistaken, strict=True)),
        mutants=mutants,
        survivors=len(surviving),
        variants=len(variants),
        accepted=len(variants) - len(refused),
        trivial=trivial.share,
        foreign=len(foreign),
        misnamed=sum(bool(names) for _, names in foreign),
        students=sum(bool(module.names) for module in written),
        truly=sum(bool(module.names) and bool(names) and set(names) <= set(module.names) for module, names in said),
        falsely=sum(not set(names) <= set(module.names) for module, names in said),
        gaps=(*gaps, *holes),
        mistaken=mistaken,
    )


def _named(rules: FunctionRules, source: str) -> list[str]:
    """The names of the mistakes that a module is said to make."""
    result = judge(rules, asking(module_of(source, "student")))
    return [name for name in (result.diagnosis, *(name for name, _ in result.also)) if name]


def _prove_by_name(assignment: str, exercise: str, index: int, seed: int) -> Proof:
    # By name: a Function holds a Python function, which does not cross to another process.
    return prove_function(assignment, exercise, declared(assignment, exercise).functions[index], seed)


def prove(assignments: list[str], seed: int) -> Iterator[Proof]:
    """Prove the checks of every function of some assignments, on all cores. seed: of the hidden rules."""
    asked = [
        (assignment, exercise, index, seed)
        for assignment in assignments
        for exercise in exercises_of(assignment)
        for index in range(len(declared(assignment, exercise).functions))
    ]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(_prove_by_name, *zip(*asked, strict=True))
