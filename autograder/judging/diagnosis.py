"""Which known mistakes a submission makes: by the error, not by the algebra in which it is written.

What every rule shows is taken apart into values by place and slips (`seen.py`). A submission makes a mistake
where it gives the mistake's wrong values in every place in which these are wrong, and right values elsewhere.
At an edge (an empty array, one number, one sample, p = 1, float32, large numbers) it may differ, since what wrong
code does there is incidental; a mistake that shows itself only there must agree there. An exception is the same
where its class and its text are, or where both are the function's own refusal, in whatever words; never by its class
alone. What remains, a second mistake may explain just as exactly, and then both are named; what two names explain
equally well gets none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.calling.perform import Answer
from autograder.calling.side_effects import EARLIER
from autograder.calling.values import Place, State
from autograder.judging.compare import Names, Rounding, coarsest_dtype, scale_of
from autograder.judging.declare import Case, Law
from autograder.judging.refusals import Refusal, refusal, wordings_of_refusals
from autograder.judging.rules import NOT_COMPARED, FunctionRules, KnownMistake, PreparedRule
from autograder.judging.seen import (
    ALIKE,
    BY_CHANCE,
    BY_NUMPYS_CHANCE,
    EXACT,
    OTHER,
    Closeness,
    Raised,
    Seen,
    Symptom,
    alike,
    closeness,
    seen_in_answer,
    seen_in_symptom,
)

DRAWS = "rng"  # the parameter of every function that may answer by chance
LARGE = 1e2  # a number beyond it makes a rule an edge
MOST = 2  # mistakes that are named together
MOST_FUNCTIONS = 64  # of which is kept what their mistakes show; the course has 53

# Known in any function that is to draw nothing: no algebra tells it, only that a question was answered in two ways.
ANOTHER_ANSWER = KnownMistake(
    "another answer to the same call",
    "Something outlives the call: a variable outside of the function, or a list or an array as a default argument. "
    "What a later step needs belongs into what the function takes and returns. (Or are random numbers drawn?)",
    (),
)
DRAWN = KnownMistake(
    "random numbers are drawn",
    "np.random is used, so that the same call is answered in two ways. Nothing here is left to chance.",
    (),
)

# Known in any function that gives new arrays: no algebra tells it either.
ONE_ARRAY = KnownMistake(
    "one array for all results",
    "The next call writes over what the last one returned: the array outlives the call. Make it anew each time.",
    (),
)

Unit = tuple[int, Place]  # a rule by its number, and a place in its result
Slip = tuple[int, str]


@dataclass(frozen=True)
class _Tried:
    """One rule as the diagnosis looks at it: what a right solution shows there, and how closely values must agree.

    refusals: how the function would refuse this call, if it refused it.
    """

    prepared: PreparedRule
    edge: bool
    right: Seen
    close: Closeness
    refusals: tuple[Refusal, ...] = ()

    def seen(self, outcome: Answer | Symptom | str | None) -> Seen:
        """What an outcome shows; None is a right one."""
        if outcome is None or isinstance(outcome, str):
            return self.right
        if isinstance(outcome, Answer):
            return seen_in_answer(outcome, self.prepared.expected)
        seen = seen_in_symptom(outcome)
        return seen if len(self.right.values) == 1 and () in self.right.values else self._everywhere(seen)

    def _everywhere(self, seen: Seen) -> Seen:
        return Seen(dict.fromkeys(self.right.values, seen.values[()]), seen.slips)

    def says_nothing(self, seen: Seen) -> bool:
        """Whether what a submission shows here is none of its own doing, or nobody knows what a mistake shows here."""
        if isinstance(self.prepared.rule, Case):
            return False
        main = seen.values.get((), "")
        of_another = isinstance(main, str) and main.split(":")[0] in ("missing", "forward")
        return of_another or (self.prepared.hidden and isinstance(self.prepared.rule, Law))

    def alike(self, a: Seen, b: Seen, place: Place) -> int:
        """How well two outcomes agree at a place."""
        one, other = a.values.get(place, "absent"), b.values.get(place, "absent")
        if not isinstance(one, Raised) or not isinstance(other, Raised):
            return alike(one, other, self.close)
        if one == other or any(known.is_said_by(one) and known.is_said_by(other) for known in self.refusals):
            return EXACT
        return ALIKE if self.edge and one.name == other.name else OTHER


@lru_cache(maxsize=MOST_FUNCTIONS)
def _tried(rules: FunctionRules) -> tuple[_Tried, ...]:
    cases = [p.rule for p in rules.rules if isinstance(p.rule, Case)]
    some_have_axes = any(array.ndim for case in cases for array in _arrays(_inputs(case)))
    wordings = wordings_of_refusals(cases)
    return tuple(_tried_rule(prepared, rules.names, some_have_axes, wordings) for prepared in rules.rules)


@dataclass(frozen=True)
class _Shown:
    """What a mistake shows in the rule of that number. wrong: the places in which that is not right."""

    number: int
    seen: Seen
    wrong: tuple[Place, ...]


@dataclass(frozen=True)
class _Error:
    """A mistake by what it shows, in the rules in which somebody looked and it is not simply right."""

    mistake: KnownMistake
    shown: tuple[_Shown, ...]


@lru_cache(maxsize=MOST_FUNCTIONS)
def _errors(rules: FunctionRules) -> tuple[_Error, ...]:
    """The known mistakes of a function: the same for every submission, and so looked at once."""
    tried = _tried(rules)
    return tuple(_error(mistake, tried) for mistake in rules.mistakes)


def _error(mistake: KnownMistake, tried: Sequence[_Tried]) -> _Error:
    shown = []
    for number, (rule, outcome) in enumerate(zip(tried, mistake.outcomes, strict=True)):
        if outcome is not None and outcome != NOT_COMPARED:
            seen = rule.seen(outcome)
            places = rule.right.values
            wrong = tuple(place for place in places if rule.alike(seen, rule.right, place) != EXACT)
            shown.append(_Shown(number, seen, wrong))
    return _Error(mistake, tuple(shown))


def _tried_rule(
    prepared: PreparedRule, names: Names, some_have_axes: bool, wordings: frozenset[tuple[str, ...]]
) -> _Tried:
    case = prepared.rule
    if isinstance(case, Law):
        edge, refusals = _is_edge(dict(case.settings), some_have_axes), _refusals(wordings, case.settings)
        return _Tried(prepared, edge, seen_in_symptom(None), Closeness(), refusals)
    if not isinstance(case, Case) or case.raises:
        # What should have been refused is an edge too.
        return _Tried(prepared, isinstance(case, Case), seen_in_symptom(None), Closeness())
    inputs = _inputs(case)
    close = closeness(Rounding(case.tolerance, scale_of(inputs), coarsest_dtype(inputs)), prepared.expected.value)
    given = dict(zip(names.parameters, case.args, strict=False)) | dict(case.kwargs) | {"then": case.then}
    edge = _is_edge(given, some_have_axes)
    right = seen_in_answer(prepared.expected, prepared.expected)
    return _Tried(prepared, edge, right, close, _refusals(wordings, given))


def _refusals(wordings: frozenset[tuple[str, ...]], given: Mapping[str, Any]) -> tuple[Refusal, ...]:
    return tuple(refusal(words, given) for words in sorted(wordings))


def _inputs(case: Case) -> list[Any]:
    return [case.args, dict(case.kwargs), case.then]


def _is_edge(given: Mapping[str, Any], some_have_axes: bool) -> bool:
    """Whether a rule tries what is not the ordinary run of things. given: its arguments by their names."""
    arrays = list(_arrays(list(given.values())))
    no_axes = some_have_axes and bool(arrays) and not any(array.ndim for array in arrays)
    keeps_all = isinstance(given.get("p"), (int, float)) and given["p"] == 1
    nothing = any(isinstance(value, list) and not value for value in given.values())
    return keeps_all or nothing or no_axes or any(map(_is_odd, arrays))


def _is_odd(array: np.ndarray) -> bool:
    if array.size == 0 or array.dtype.name in ("float16", "float32") or (array.ndim > 1 and array.shape[0] == 1):
        return True
    return array.dtype.kind == "f" and bool((np.abs(array) > LARGE).any())


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    parts = value.fields if isinstance(value, State) else value
    if isinstance(parts, Mapping):
        parts = list(parts.values())
    if isinstance(parts, (tuple, list)):
        for part in parts:
            yield from _arrays(part)


@dataclass(frozen=True)
class _Account:
    """What one mistake says of a submission.

    explained: places in which both are wrong in the same way; exactly: those of them that agree to the last digit.
    contradicted: in which the submission is wrong in another way; missed: how much they differ at edges.
    slips: those of the mistake.
    """

    mistake: KnownMistake
    explained: frozenset[Unit]
    exactly: frozenset[Unit]
    contradicted: frozenset[Unit]
    missed: int
    slips: frozenset[Slip]

    @property
    def is_a_slip(self) -> bool:
        """Whether the mistake leaves all values right."""
        return not (self.explained or self.contradicted or self.missed)


@dataclass(frozen=True)
class _Submission:
    """What a submission shows. wrong: places with a wrong value; at_edges: those of them that are at an edge."""

    seen: tuple[Seen, ...]
    wrong: frozenset[Unit]
    at_edges: frozenset[Unit]
    slips: frozenset[Slip]


def _look(tried: Sequence[_Tried], seen: Sequence[Seen]) -> _Submission:
    wrong, at_edges, slips = set(), set(), set()
    for i, (rule, of_rule) in enumerate(zip(tried, seen, strict=True)):
        slips |= {(i, slip) for slip in of_rule.slips}
        if rule.says_nothing(of_rule):
            continue
        for place in rule.right.values:
            if rule.alike(of_rule, rule.right, place) != EXACT:
                wrong.add((i, place))
                if rule.edge:
                    at_edges.add((i, place))
    return _Submission(tuple(seen), frozenset(wrong), frozenset(at_edges), frozenset(slips))


def _account(error: _Error, tried: Sequence[_Tried], submission: _Submission) -> _Account | None:
    """None where the submission is right in a place in which the mistake is wrong, and which is no edge."""
    shown = [one for one in error.shown if not tried[one.number].says_nothing(submission.seen[one.number])]
    units = [(one, (one.number, place)) for one in shown for place in one.wrong]
    # Most mistakes are out of the question by this, before any value is compared.
    if any(unit not in submission.wrong and not tried[one.number].edge for one, unit in units):
        return None
    explained, exactly, contradicted = set(), set(), set()
    missed = 0
    for one, unit in units:
        if unit not in submission.wrong:
            missed += 2
            continue
        rule, (number, place) = tried[one.number], unit
        how_well = rule.alike(submission.seen[number], one.seen, place)
        if how_well != OTHER:
            explained.add(unit)
            exactly |= {unit} if how_well == EXACT else set()
        elif rule.edge:
            missed += 1
        else:
            contradicted.add(unit)
    slips = frozenset((one.number, slip) for one in shown for slip in one.seen.slips)
    return _Account(error.mistake, frozenset(explained), frozenset(exactly), frozenset(contradicted), missed, slips)


def diagnoses(rules: FunctionRules, outcomes: Sequence[Answer | Symptom | None]) -> tuple[KnownMistake, ...]:
    """The known mistakes that a submission makes, the telling one first; empty where none is known for sure.

    outcomes: of the submission, a rule each, as `KnownMistake.outcomes`.
    """
    tried = _tried(rules)
    submission = _look(tried, [rule.seen(outcome) for rule, outcome in zip(tried, outcomes, strict=True)])
    accounts = [a for error in _errors(rules) if (a := _account(error, tried, submission)) is not None]
    values = _of_values([a for a in accounts if not a.is_a_slip], submission)
    if not values and DRAWS not in rules.names.parameters and (told := _by_chance(outcomes)):
        return (told,)
    if values is None:
        return ()
    found = tuple(account.mistake for account in values)
    slip = _of_slips([a for a in accounts if a.is_a_slip], submission, values)
    if not slip and any(isinstance(outcome, Answer) and EARLIER in outcome.shared for outcome in outcomes):
        slip = ONE_ARRAY
    return (*found, *([slip] if slip else []))[: MOST + 1]


def _by_chance(outcomes: Sequence[Answer | Symptom | None]) -> KnownMistake | None:
    if BY_NUMPYS_CHANCE in outcomes:
        return DRAWN
    return ANOTHER_ANSWER if BY_CHANCE in outcomes else None


def _of_values(accounts: list[_Account], submission: _Submission) -> tuple[_Account, ...] | None:
    """The one or two mistakes that explain all wrong values; () where these are at edges only; None where none do."""
    costs = [(cost, together) for together in _candidates(accounts) if (cost := _cost(together, submission))]
    if not costs:
        return () if not submission.wrong - submission.at_edges else None
    least = min(cost for cost, _ in costs)
    best = [together for cost, together in costs if cost == least]
    # What only some of the equally good ones say is not known.
    agreed = set.intersection(*({account.mistake.name for account in together} for together in best))
    return tuple(account for account in best[0] if account.mistake.name in agreed) or None


def _candidates(accounts: list[_Account]) -> Iterator[tuple[_Account, ...]]:
    able = [account for account in accounts if account.explained]
    for account in able:
        yield (account,)
    for first in able:
        for second in able:
            if second.mistake.name != first.mistake.name and len(first.explained) >= len(second.explained):
                yield (first, second)


def _cost(together: tuple[_Account, ...], submission: _Submission) -> tuple[int, ...] | None:
    """How much is left unexplained, best first; None where something contradicts."""
    explained = frozenset().union(*(a.explained for a in together))
    if (submission.wrong - submission.at_edges) - explained:
        return None
    for account in together:
        others = frozenset().union(*(a.explained for a in together if a is not account))
        own = account.explained - others
        only_edges = not (account.explained | account.contradicted) - submission.at_edges
        if account.contradicted - others or not (own if only_edges else own - submission.at_edges):
            return None
        if only_edges and (account.missed or not account.exactly):
            return None
    missed = sum(account.missed for account in together)
    extra = len((submission.wrong & submission.at_edges) - explained)
    slips = frozenset().union(*(account.slips for account in together))
    traces = len(submission.slips & slips)
    exactly = frozenset().union(*(account.exactly for account in together))
    return (len(together), missed + extra, -len(explained), -len(exactly), -traces, len(slips - submission.slips))


def _of_slips(accounts: list[_Account], submission: _Submission, values: Sequence[_Account]) -> KnownMistake | None:
    """The slip that a submission makes beside its mistakes, or alone: the one whose traces are most like its own."""
    beside = frozenset().union(*(account.slips for account in values)) if values else frozenset()
    traces = submission.slips - beside
    scored = [(_likeness(account.slips, traces), i) for i, account in enumerate(accounts) if account.slips & traces]
    if not scored:
        return None
    best, i = max(scored, key=lambda pair: (pair[0], -pair[1]))
    return accounts[i].mistake if best >= 0.5 else None


def _likeness(theirs: frozenset[Slip], traces: frozenset[Slip]) -> float:
    kinds = {slip.split()[0] for _, slip in theirs}
    same_kind = {trace for trace in traces if trace[1].split()[0] in kinds}
    return len(theirs & same_kind) / len(theirs | same_kind)
