"""The rules of one function, ready to be judged: from the declared exercise or from a released file.

A prepared rule carries what a right solution answers; a known mistake carries, for every
rule, what it answers. So the judge needs neither the reference nor the mistakes' code.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.calling.perform import Answer
from autograder.calling.values import Malformed, decode, encode
from autograder.judging.compare import Names
from autograder.judging.declare import Case, Law
from autograder.judging.seen import Symptom

FORMAT = 3
MAX_MESSAGE = 300  # characters of an exception's text by which a mistake is known
NOT_COMPARED = "not compared"  # an outcome that no diagnosis looks at

NOTHING = Answer("ok")  # what a law wants: no answer of its own


@dataclass(frozen=True)
class PreparedRule:
    """A rule, and the answer that it wants where it is a case. hidden: its numbers are not shown to students."""

    rule: Case | Law
    expected: Answer = NOTHING
    hidden: bool = False


@dataclass(frozen=True)
class KnownMistake:
    """A mistake by what it answers: for each rule an Answer (cases) or a `Symptom` (laws, refusals).

    None at a rule: there it does what a right solution does. NOT_COMPARED: nobody looked.
    """

    name: str
    hint: str
    outcomes: tuple["Answer | Symptom | str | None", ...]


@dataclass(frozen=True, eq=False)  # told apart as objects, so that what follows from them is worked out once
class FunctionRules:
    """All that the judge must know of one function."""

    function: str
    points: float
    names: Names
    rules: tuple[PreparedRule, ...]
    mistakes: Sequence[KnownMistake]
    may_share: bool = False
    section: str = ""

    @cached_property
    def asked_twice(self) -> PreparedRule | None:
        """The case whose question is asked twice in a row, so that an array for all results is seen: the first one."""
        cases = (p for p in self.rules if isinstance(p.rule, Case) and not (p.rule.raises or p.rule.then))
        return next(cases, None)


class Unreadable(ValueError):
    """A released file that is damaged, or of another version of the course."""


def _answer_data(answer: Answer) -> dict[str, Any]:
    data: dict[str, Any] = {"status": answer.status}
    if answer.status == "ok":
        data["value"] = encode(answer.value)
    for name in ("error", "called"):
        if getattr(answer, name):
            data[name] = list(getattr(answer, name))
    for name in ("changed", "shared"):
        if getattr(answer, name):
            data[name] = [list(place) for place in getattr(answer, name)]
    if answer.global_random:
        data["global_random"] = True
    if answer.error:
        data["message"] = answer.message[:MAX_MESSAGE]
    return data


def _answer(data: Mapping[str, Any]) -> Answer:
    return Answer(
        data["status"],
        decode(data.get("value")),
        error=tuple(data.get("error", ())),
        message=data.get("message", ""),
        changed=tuple(tuple(place) for place in data.get("changed", ())),
        shared=tuple(tuple(place) for place in data.get("shared", ())),
        global_random=data.get("global_random", False),
        called=tuple(data.get("called", ())),
    )


def _rule_data(prepared: PreparedRule) -> dict[str, Any]:
    match prepared.rule:
        case Case(rule, args, kwargs, then, _, raises, tolerance, free):
            data = {"case": rule, "args": encode(args), "kwargs": encode(dict(kwargs))}
            optional = {"then": encode(then) if then else None, "raises": list(raises), "tolerance": tolerance}
            optional["free"] = free
            data |= {k: v for k, v in optional.items() if v}
            return data | {"expected": _answer_data(prepared.expected)}
        case Law(rule, law, settings, free):
            data = {"rule": rule, "law": law, "settings": encode(dict(settings))}
            return data | {"free": True} if free else data


def _rule(data: Mapping[str, Any]) -> PreparedRule:
    if "case" in data:
        case = Case(
            data["case"],
            decode(data["args"]),
            decode(data["kwargs"]),
            then=decode(data.get("then", {"tuple": []})),
            raises=tuple(data.get("raises", ())),
            tolerance=data.get("tolerance"),
            free=data.get("free", False),
        )
        return PreparedRule(case, _answer(data["expected"]))
    return PreparedRule(Law(data["rule"], data["law"], decode(data["settings"]), data.get("free", False)))


def _outcome_data(outcome: Answer | Symptom | str) -> Any:
    if isinstance(outcome, Answer):
        return _answer_data(outcome)
    return [outcome.main, outcome.slip] if isinstance(outcome, Symptom) else outcome


def _outcome(data: Any) -> Answer | Symptom | str:
    if isinstance(data, list):
        return Symptom(*data)
    return data if isinstance(data, str) else _answer(data)


def _mistake_data(mistake: KnownMistake) -> dict[str, Any]:
    outcomes = {str(i): _outcome_data(o) for i, o in enumerate(mistake.outcomes) if o is not None}
    return {"name": mistake.name, "hint": mistake.hint, "outcomes": outcomes}


def _mistake(data: Mapping[str, Any], rules: int) -> KnownMistake:
    outcomes: list[Answer | Symptom | str | None] = [None] * rules
    for i, outcome in data["outcomes"].items():
        outcomes[int(i)] = _outcome(outcome)
    return KnownMistake(data["name"], data["hint"], tuple(outcomes))


def as_text(heading: Mapping[str, Any], functions: tuple[FunctionRules, ...]) -> str:
    """The released file: JSON, a rule or a mistake a line, so that a change shows as a line."""

    def listed(items: list[Any]) -> str:
        return "[\n  " + ",\n  ".join(json.dumps(item) for item in items) + "]" if items else "[]"

    blocks = []
    for function in functions:
        about = {
            "function": function.function,
            "points": function.points,
            "parameters": function.names.parameters,
            "returns": function.names.returns,
            "may_share": function.may_share,
            "section": function.section,
        }
        rules = listed([_rule_data(rule) for rule in function.rules])
        mistakes = listed([_mistake_data(mistake) for mistake in function.mistakes])
        blocks.append(f'{json.dumps(about)[:-1]},\n "rules": {rules},\n "mistakes": {mistakes}}}')
    top = json.dumps({"format": FORMAT, **heading})
    return f'{top[:-1]},\n"functions": [\n' + ",\n".join(blocks) + "\n]}\n"


def read(path: Path) -> tuple[Mapping[str, Any], tuple[FunctionRules, ...]]:
    """The heading and the functions of a released file. Raises `Unreadable`, FileNotFoundError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise Unreadable(
                f"{path} has format {data['format']}, but this autograder reads format {FORMAT}. "
                "Fetch both anew from the course: the exercises and the package."
            )
        functions = tuple(
            FunctionRules(
                f["function"],
                f["points"],
                Names(tuple(f["parameters"]), tuple(f["returns"])),
                tuple(_rule(rule) for rule in f["rules"]),
                tuple(_mistake(mistake, len(f["rules"])) for mistake in f["mistakes"]),
                f["may_share"],
                f["section"],
            )
            for f in data["functions"]
        )
    except (KeyError, TypeError, IndexError, Malformed, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} is damaged ({type(error).__name__}: {error}). Fetch it anew.") from error
    return {k: v for k, v in data.items() if k != "functions"}, functions
