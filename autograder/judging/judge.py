"""Rules and a way to call -> one Result a function. There is no other judge.

`check` and `grade` differ in two things only: where the rules come from, and what
`call` is (in-process, or the sandbox).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.calling.perform import Answer, Ask
from autograder.calling.values import Call
from autograder.judging.compare import (
    Difference,
    Names,
    Rounding,
    answer_difference,
    coarsest_dtype,
    scale_of,
    side_effect,
)
from autograder.judging.declare import Case, Law
from autograder.judging.diagnosis import diagnoses
from autograder.judging.laws import LAWS
from autograder.judging.laws.evidence import Broken
from autograder.judging.plain_words import in_plain_words
from autograder.judging.points import points_for
from autograder.judging.readable import readable
from autograder.judging.rules import FunctionRules, PreparedRule
from autograder.judging.seen import BY_CHANCE, BY_NUMPYS_CHANCE, SLIPS, Symptom, same_value, symptom, without_slips
from autograder.judging.walk import Walk, walk_of

# After one of these, asking the same function again costs time and tells nothing new.
GIVE_UP = ("timeout", "crash", "memory")
VERDICTS = ("missing", "error", *GIVE_UP)
MAX_TEXT, MAX_OWN_WORDS = 1_500, 4_000  # characters of a difference, and of what the student's code printed

# All that is told of a hidden rule: a student's own words could carry the numbers that it was tried with.
OF_HIDDEN = {
    "missing": "something that it needs is missing",
    "error": "your code raised an exception",
    "timeout": "your code did not come to an end in the time that it had",
    "memory": "your code needed more memory than it had",
    "crash": "your code ended the process that it ran in",
}


@dataclass(frozen=True)
class RuleResult:
    """How one rule went. difference: None where it was kept."""

    rule: str
    hidden: bool
    difference: Difference | None


@dataclass(frozen=True)
class Result:
    """What the judge says of one function.

    verdict: "pass", "fail", "error", "missing", "timeout", "memory" or "crash".
    diagnosis, hint: of the known mistake that the submission makes, else None. also: names and hints of further ones.
    printed, traceback: the student's own text at the first rule that was not kept; empty where it is hidden.
    walk: the way that x took there, where the function is an update rule that went astray.
    note: what else the student should know, as that the function is defined twice.
    """

    function: str
    points: float
    max_points: float
    verdict: str
    rules: tuple[RuleResult, ...] = ()
    diagnosis: str | None = None
    hint: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    section: str = ""
    printed: str = ""
    traceback: str = ""
    walk: Walk | None = None
    note: str = ""

    @property
    def mistakes(self) -> tuple[tuple[str, str], ...]:
        """Names and hints of all known mistakes that the submission makes, the telling one first."""
        return ((self.diagnosis, self.hint or ""), *self.also) if self.diagnosis else ()

    @property
    def first_failure(self) -> RuleResult | None:
        """The first rule that was not kept."""
        return next((r for r in self.rules if r.difference), None)


@dataclass(frozen=True)
class Outcome:
    """What came of one rule.

    difference: from right, None where the rule was kept. answer: of a case its answer; of a law or a gradient the
    one that tells most. symptom: of what is no case with a value, by which mistakes are told apart.
    """

    difference: Difference | None
    answer: Answer | None = None
    symptom: Symptom | None = None

    @property
    def shown(self) -> Answer | Symptom | None:
        """What the diagnosis looks at; None where the rule was kept."""
        return None if self.difference is None else self.symptom or self.answer


def _compare_case(
    case: Case, got: Answer, expected: Answer, names: Names, may_share: bool, raises: tuple[str, ...] = ()
) -> Difference | None:
    inputs = [case.args, dict(case.kwargs), case.then]
    return answer_difference(
        got,
        expected,
        names,
        Rounding(case.tolerance, scale_of(inputs), coarsest_dtype(inputs)),
        raises=raises,
        passes=bool(case.then),
        may_share=may_share,
    )


def question(function: str, case: Case) -> Call:
    """The call that a case makes."""
    return Call(function, case.args, case.kwargs, case.then)


def apply_rule(rules: FunctionRules, prepared: PreparedRule, ask: Ask) -> Outcome:
    """Try one rule on a module."""
    match prepared.rule:
        case Case() as case:
            answer = ask(question(rules.function, case))
            found = _compare_case(case, answer, prepared.expected, rules.names, rules.may_share, case.raises)
            if case.raises:
                return Outcome(found, answer, symptom(found, None))
            once_more = answer.status == "ok" and (found or prepared is rules.asked_twice)
            again = ask(question(rules.function, case)) if once_more else answer
            if not found and once_more:
                found = _compare_case(case, again, prepared.expected, rules.names, rules.may_share)
                answer = again if found else answer
            by_chance = BY_NUMPYS_CHANCE if answer.global_random else BY_CHANCE
            return Outcome(found, answer, None if same_value(answer, again) else by_chance)
    found, telling = _tried_by_many_calls(rules, prepared.rule, ask)
    beneath = found
    if found and found.kind in SLIPS:
        beneath, _ = _tried_by_many_calls(rules, prepared.rule, without_slips(ask))
    return Outcome(found, telling, symptom(found, beneath, telling))


def _tried_by_many_calls(rules: FunctionRules, rule: Law, ask: Ask) -> tuple[Difference | None, Answer | None]:
    """How a law is broken, and the answer that shows it: the last that failed, or the last."""
    failed: Answer | None = None
    last: Answer | None = None
    sharing: Answer | None = None

    def asking(call: Call) -> Answer:
        nonlocal failed, last, sharing
        answer = ask(call)
        if answer.status != "ok":
            failed = answer
        elif call.function == rules.function:
            last = answer
            sharing = answer if answer.shared and not rules.may_share else sharing
        return answer

    found = _broken(rules, rule, asking) or (side_effect(sharing, rules.names) if sharing else None)
    # A law may do without a function that fails: then its answer is not what broke the law.
    telling = sharing if found and found.kind == "shared" else last
    return found, failed if found and found.kind in VERDICTS else telling


def _broken(rules: FunctionRules, rule: Law, ask: Ask) -> Difference | None:
    try:
        LAWS[rule.law](ask, rules.function, **rule.settings)
    except Broken as broken:
        return Difference(broken.kind, broken.text)
    return None


def _as_before(ask: Ask) -> Ask:
    """Asks with NumPy's warnings as they are now, whatever they are at the time of the call."""
    settings = np.geterr()

    def asking(call: Call) -> Answer:
        with np.errstate(**settings):
            return ask(call)

    return asking


def _outcomes(
    some: Iterable[PreparedRule], rules: FunctionRules, ask: Ask, before: Sequence[Outcome]
) -> tuple[Outcome, ...]:
    """The outcomes of some more rules, after those that were tried before."""
    outcomes = list(before)
    for prepared in some:
        last = outcomes[-1].difference if outcomes else None
        if last and last.kind in GIVE_UP:
            outcomes.append(Outcome(last))
        else:
            outcomes.append(apply_rule(rules, prepared, ask))
    return tuple(outcomes)


def try_visible(rules: FunctionRules, ask: Ask) -> tuple[Outcome, ...]:
    """The outcomes of a function's visible rules, for `judge` to go on from.

    Tried for all functions of a module before any hidden rule is, they hold nothing of the hidden
    numbers: a module could keep those, and print them when another function is asked.
    """
    return _outcomes([prepared for prepared in rules.rules if not prepared.hidden], rules, ask, ())


def _told(prepared: PreparedRule, difference: Difference | None) -> RuleResult:
    if prepared.hidden and difference:
        happened = OF_HIDDEN.get(difference.kind, "this does not hold")
        difference = Difference(difference.kind, f"With other numbers, {happened}.")
    elif difference:
        # Names and messages in the text are the student's, and may be anything.
        text = readable(difference.text, MAX_TEXT)
        known = difference.kind in ("error", "type")
        difference = replace(difference, text=in_plain_words(text) if known else text)
    return RuleResult(prepared.rule.rule, prepared.hidden, difference)


def _own_words(rules: FunctionRules, prepared: PreparedRule, outcome: Outcome) -> dict[str, Any]:
    """What a student's code said and did at a rule that was not kept; nothing of a hidden one: it knows its numbers."""
    answer = outcome.answer
    if prepared.hidden or answer is None:
        return {}
    walk = walk_of(prepared.rule, answer, prepared.expected, rules.names) if isinstance(prepared.rule, Case) else None
    words = {name: readable(getattr(answer, name), MAX_OWN_WORDS) for name in ("printed", "traceback")}
    return {**words, "walk": walk}


def judge(rules: FunctionRules, ask: Ask, tried: Sequence[Outcome] = ()) -> Result:
    """Judge one function of a student's module.

    rules: of the function, the hidden ones last. ask: calls the module and answers.
    tried: the outcomes of the first rules, where those were tried already.
    Points are the share of the rules kept, as `points.py` counts it.
    """
    asking = _as_before(ask)
    # An answer may hold any numbers. What overflows in a comparison is no news to anyone.
    with np.errstate(all="ignore"):
        outcomes = _outcomes(rules.rules[len(tried) :], rules, asking, tried)
        wrong = any(outcome.difference for outcome in outcomes)
        known = diagnoses(rules, [outcome.shown for outcome in outcomes]) if wrong else ()
    pairs = list(zip(rules.rules, outcomes, strict=True))
    results = tuple(_told(prepared, outcome.difference) for prepared, outcome in pairs)
    failures = [(prepared, outcome, outcome.difference) for prepared, outcome in pairs if outcome.difference]
    about: dict[str, Any] = {"max_points": rules.points, "rules": results, "section": rules.section}
    if not failures:
        return Result(rules.function, rules.points, verdict="pass", **about)
    prepared, outcome, difference = failures[0]
    return Result(
        rules.function,
        points_for(rules, [tried.difference is None for tried in outcomes]),
        verdict=difference.kind if difference.kind in VERDICTS else "fail",
        diagnosis=known[0].name if known else None,
        hint=known[0].hint if known else None,
        also=tuple((mistake.name, mistake.hint) for mistake in known[1:]),
        **_own_words(rules, prepared, outcome),
        **about,
    )
