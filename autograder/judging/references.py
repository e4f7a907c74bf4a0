"""The references and their declared mistakes as modules, and the rules prepared from them.

Only trusted text is run here: the course's own solutions and the changes that the checks declare.
"""

import ast
import hashlib
import importlib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import overload

import numpy as np

from autograder.calling.perform import Answer, Ask, perform
from autograder.calling.values import Call, array_as_base64, base64_as_array, decode, encode
from autograder.judging.compare import Names
from autograder.judging.declare import Case, Exercise, Function, Gradient, Law, Mistake, Rule
from autograder.judging.gradient import as_case
from autograder.judging.judge import apply_rule, question
from autograder.judging.lecture_order import assignment_place, place
from autograder.judging.rules import NOT_COMPARED, FunctionRules, KnownMistake, PreparedRule, read
from autograder.judging.seen import Symptom

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"


class StaleRelease(RuntimeError):
    """The released rules are missing, or were made from other references or checks than there are now."""


class Undeclared(ValueError):
    """A declaration that does not fit its reference."""


def assignments() -> list[str]:
    """The assignments of the course, the folders of solutions/, in the lecture's order."""
    return sorted((p.name for p in SOLUTIONS.iterdir() if p.is_dir() and any(p.glob("*.ipynb"))), key=assignment_place)


def exercises_of(assignment: str) -> list[str]:
    """The exercises of an assignment, by its reference modules, in the lecture's order."""
    return sorted((p.stem for p in (SOLUTIONS / assignment).glob("*.py")), key=lambda e: place(assignment, e))


def declared(assignment: str, exercise: str) -> Exercise:
    """The exercise's declaration in `checks/`."""
    found: Exercise = importlib.import_module(f"autograder.checks.{assignment}.{exercise}").EXERCISE
    return found


def reference_source(assignment: str, exercise: str) -> str:
    """The text of the reference module."""
    return (SOLUTIONS / assignment / f"{exercise}.py").read_text(encoding="utf-8")


def fingerprint(assignment: str, exercise: str) -> str:
    """Tells whether a release was made from this very reference and these very checks."""
    checks = Path(__file__).resolve().parents[1] / "checks" / assignment / f"{exercise}.py"
    texts = reference_source(assignment, exercise).encode() + checks.read_bytes()
    return hashlib.sha256(texts).hexdigest()[:16]


def made_from(assignment: str) -> str:
    """Tells whether two machines have the same references and checks of an assignment."""
    return "-".join(fingerprint(assignment, exercise) for exercise in exercises_of(assignment))


def module_of(source: str, name: str) -> ModuleType:
    """A trusted module made from its text."""
    module = ModuleType(name)
    module.__file__ = f"<{name}>"
    exec(compile(source, module.__file__, "exec"), module.__dict__)
    return module


def asking(module: ModuleType) -> Ask:
    """Calls a trusted module in this process; its answers are plain values, as the sandbox's are."""

    def ask(call: Call) -> Answer:
        answer = perform(module, call)
        value = decode(encode(answer.value, array_as_base64), base64_as_array)
        return Answer(**{**answer.__dict__, "value": value})

    return ask


def function_text(source: str, function: str) -> str:
    """The text of one top-level function, from its `def` to its last line."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return "\n".join(source.splitlines()[node.lineno - 1 : node.end_lineno])
    raise Undeclared(f"the reference has no function {function}")


def with_mistake(source: str, function: str, mistake: Mistake) -> str:
    """The reference's text with the mistake made in it."""
    text = function_text(source, function)
    if mistake.instead:
        return source.replace(text, mistake.instead.strip("\n"))
    if text.count(mistake.right) != 1:
        count = text.count(mistake.right)
        raise Undeclared(f"{function}, {mistake.name!r}: {mistake.right!r} stands {count} times in it, not once")
    return source.replace(text, text.replace(mistake.right, mistake.wrong))


def _right_answer(rules: FunctionRules, case: Case, ask: Ask) -> Answer:
    if case.expect is not None:
        return Answer("ok", decode(encode(case.expect)))
    answer = ask(question(rules.function, case))
    if answer.status != "ok" and not case.raises:
        raise Undeclared(f"{rules.function}, {case.rule!r}: the reference gives {answer.message}")
    # What the reference printed or traced is no part of being right.
    return Answer(answer.status, answer.value, answer.error, called=answer.called)


def _known(rules: FunctionRules, mistake: Mistake, source: str, start: int = 0) -> KnownMistake:
    """What a mistake answers to the rules from number `start` on.

    Laws among the hidden rules are not tried: they cost many draws for every mistake, and
    the visible ones tell the mistakes apart.
    """
    ask = asking(module_of(with_mistake(source, rules.function, mistake), "mistake"))
    outcomes: list[Answer | Symptom | str | None] = []
    for prepared in rules.rules[start:]:
        if prepared.hidden and isinstance(prepared.rule, Law):
            outcomes.append(NOT_COMPARED)
            continue
        outcomes.append(apply_rule(rules, prepared, ask).shown)
    return KnownMistake(mistake.name, mistake.hint, tuple(outcomes))


def _prepared(rules: tuple[Rule, ...], of: FunctionRules, ask: Ask, hidden: bool) -> tuple[PreparedRule, ...]:
    comparable = [as_case(rule, ask) if isinstance(rule, Gradient) else rule for rule in rules]
    return tuple(
        PreparedRule(r, _right_answer(of, r, ask), hidden) if isinstance(r, Case) else PreparedRule(r, hidden=hidden)
        for r in comparable
    )


def _without_rules(reference: ModuleType, function: Function) -> FunctionRules:
    parameters = tuple(inspect.signature(getattr(reference, function.name)).parameters)
    names = Names(parameters, function.returns)
    return FunctionRules(function.name, function.points, names, (), (), function.may_share, function.section)


def visible_rules(source: str, function: Function) -> FunctionRules:
    """The visible rules of a declared function, with what the reference and every mistake answer.

    source: the reference module's text.
    """
    reference = module_of(source, "reference")
    empty = _without_rules(reference, function)
    rules = replace(empty, rules=_prepared(function.rules, empty, asking(reference), hidden=False))
    return replace(rules, mistakes=tuple(_known(rules, mistake, source) for mistake in function.mistakes))


class WorkedOutWhenAsked(Sequence[KnownMistake]):
    """Known mistakes with what they answer to the drawn cases, which is worked out when the first of them is asked for.

    A right solution is compared with none, and most of the functions that are handed in are right.
    """

    def __init__(self, work_out: Callable[[], tuple[KnownMistake, ...]]) -> None:
        self._mistakes = cache(work_out)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._mistakes())

    @overload
    def __getitem__(self, place: int) -> KnownMistake: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[KnownMistake]: ...

    def __getitem__(self, place: int | slice) -> KnownMistake | Sequence[KnownMistake]:
        """One of them, or some."""
        return self._mistakes()[place]


def with_hidden(visible: FunctionRules, source: str, function: Function, rng: np.random.Generator) -> FunctionRules:
    """The visible rules, and after them the hidden ones of one grading run, drawn by rng."""
    reference = module_of(source, "reference")
    hidden = _prepared(function.hidden(rng), visible, asking(reference), hidden=True)
    rules = replace(visible, rules=(*visible.rules, *hidden))
    start = len(visible.rules)
    settings = np.geterr()  # the judge, who asks later, changes NumPy's warnings for itself

    @np.errstate(**settings)
    def work_out() -> tuple[KnownMistake, ...]:
        return tuple(
            replace(known, outcomes=(*known.outcomes, *_known(rules, mistake, source, start).outcomes))
            for known, mistake in zip(visible.mistakes, function.mistakes, strict=True)
        )

    return replace(rules, mistakes=WorkedOutWhenAsked(work_out))


def prepare(source: str, function: Function, rng: np.random.Generator) -> FunctionRules:
    """Visible and hidden rules of a declared function, all computed now."""
    return with_hidden(visible_rules(source, function), source, function, rng)


def prepare_exercise(assignment: str, exercise: str) -> tuple[FunctionRules, ...]:
    """The visible rules of all functions of an exercise."""
    source = reference_source(assignment, exercise)
    return tuple(visible_rules(source, function) for function in declared(assignment, exercise).functions)


def released_rules(assignment: str, exercise: str) -> tuple[FunctionRules, ...]:
    """The visible rules of an exercise, as released.

    Raises `StaleRelease` where they are not those of today's reference and checks.
    """
    released = EXERCISES / assignment / f"{exercise}.json"
    if not released.is_file():
        raise StaleRelease(f"{released} is missing. Make it with: python -m autograder release")
    heading, visible = read(released)
    if heading["made_from"] != fingerprint(assignment, exercise):
        text = f"{released} was made from another reference or other checks."
        raise StaleRelease(f"{text} Make it anew with: python -m autograder release")
    return visible


def rules_as_released(assignment: str, exercise: str) -> tuple[FunctionRules, ...]:
    """The visible rules of an exercise, as released, where neither reference nor checks are at hand.

    Raises `Unreadable`, FileNotFoundError.
    """
    return read(EXERCISES / assignment / f"{exercise}.json")[1]


def rules_for_grading(assignment: str, exercise: str, seed: int) -> tuple[FunctionRules, ...]:
    """All rules of an exercise for one grading run: the visible ones as released, the hidden ones drawn anew.

    Raises `StaleRelease`.
    """
    return with_hidden_drawn(released_rules(assignment, exercise), assignment, exercise, seed)


def with_hidden_drawn(
    visible: tuple[FunctionRules, ...], assignment: str, exercise: str, seed: int
) -> tuple[FunctionRules, ...]:
    """The visible rules of an exercise's functions, and after them the hidden ones of one grading run."""
    source, functions = reference_source(assignment, exercise), declared(assignment, exercise).functions
    rngs = [np.random.default_rng([seed, i]) for i in range(len(functions))]
    return tuple(with_hidden(v, source, f, rng) for v, f, rng in zip(visible, functions, rngs, strict=True))
