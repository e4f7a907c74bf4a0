"""The references and their declared mistakes as modules, and the rules prepared from them.

Only trusted text is run here: the course's own solutions and the changes that the checks declare.
"""

import ast
import importlib
import inspect
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.calling import Answer, perform
from autograder.compare import Names
from autograder.declare import Case, Exercise, Function, Mistake
from autograder.judge import Ask, apply_rule, question
from autograder.rules import FunctionRules, KnownMistake, PreparedRule
from autograder.values import array_as_base64, base64_as_array, decode, encode

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"


class Undeclared(ValueError):
    """A declaration that does not fit its reference."""


def assignments() -> list[str]:
    """The assignments of the course, by the folders of solutions/."""
    return sorted(p.name for p in SOLUTIONS.iterdir() if p.is_dir() and any(p.glob("*.ipynb")))


def exercises_of(assignment: str) -> list[str]:
    """The exercises of an assignment, by its reference modules."""
    return sorted(p.stem for p in (SOLUTIONS / assignment).glob("*.py"))


def declared(assignment: str, exercise: str) -> Exercise:
    """The exercise's declaration in `checks/`."""
    return importlib.import_module(f"autograder.checks.{assignment}.{exercise}").EXERCISE


def reference_source(assignment: str, exercise: str) -> str:
    """The text of the reference module."""
    return (SOLUTIONS / assignment / f"{exercise}.py").read_text(encoding="utf-8")


def module_of(source: str, name: str) -> ModuleType:
    """A trusted module made from its text."""
    module = ModuleType(name)
    module.__file__ = f"<{name}>"
    exec(compile(source, module.__file__, "exec"), module.__dict__)
    return module


def asking(module: ModuleType) -> Ask:
    """Calls a trusted module in this process; its answers are plain values, as the sandbox's are."""

    def ask(call) -> Answer:
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


def _known(rules: FunctionRules, mistake: Mistake, ask: Ask) -> KnownMistake:
    outcomes: list[Answer | str | None] = []
    for prepared in rules.rules:
        outcome = apply_rule(rules, prepared, ask)
        compared = isinstance(prepared.rule, Case) and not prepared.rule.raises
        if outcome.difference is None:
            outcomes.append(None)
        else:
            outcomes.append(outcome.answer if compared else outcome.difference.kind)
    return KnownMistake(mistake.name, mistake.hint, tuple(outcomes))


def prepare(source: str, function: Function, rng: np.random.Generator | None = None) -> FunctionRules:
    """The rules of a declared function, with what the reference and every mistake answer.

    source: the reference module's text.
    rng: draws the hidden rules; None leaves them out (the released file).
    """
    reference = module_of(source, "reference")
    parameters = tuple(inspect.signature(getattr(reference, function.name)).parameters)
    empty = FunctionRules(
        function.name,
        function.points,
        Names(parameters, function.returns),
        (),
        (),
        function.may_share,
        function.section,
    )
    hidden = function.hidden(rng) if rng is not None else ()
    ask = asking(reference)
    prepared = tuple(
        PreparedRule(rule, _right_answer(empty, rule, ask) if isinstance(rule, Case) else None, is_hidden)
        for rules, is_hidden in ((function.rules, False), (hidden, True))
        for rule in rules
    )
    with_rules = FunctionRules(**{**empty.__dict__, "rules": prepared})
    mistakes = tuple(
        _known(with_rules, m, asking(module_of(with_mistake(source, function.name, m), "mistake")))
        for m in function.mistakes
    )
    return FunctionRules(**{**with_rules.__dict__, "mistakes": mistakes})


def prepare_exercise(assignment: str, exercise: str, seed: int | None = None) -> tuple[FunctionRules, ...]:
    """All functions of an exercise. seed: of the hidden rules, which are left out without it."""
    source = reference_source(assignment, exercise)
    functions = declared(assignment, exercise).functions
    rngs = [None if seed is None else np.random.default_rng([seed, i]) for i in range(len(functions))]
    return tuple(prepare(source, f, rng) for f, rng in zip(functions, rngs, strict=True))
