"""Pairs of students who share what is rare in their class: a place to look, never a verdict.

A trace weighs the more, the fewer have it. What many have is forced, as by a formula of five lines, and weighs
little or nothing. What everybody was given is no trace.

The windows are those of Schleimer, Wilkerson and Aiken, "Winnowing" (SIGMOD 2003), all kept: the files are short.
Programs that count how much two files share find all right solutions alike. What tells something is how few share it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import NamedTuple

from autograder.desk.traces import CODE, CODE_WINDOW, COMMENT, NAME, SENTENCE, Trace

# What a trace weighs that two alone have. A function of 16 tokens more than its fellows weighs 1.
UNIT = {CODE: 1 / CODE_WINDOW, COMMENT: 0.75, NAME: 0.25, SENTENCE: 0.5}
# In a class of fewer, two who share something are no rarity, and weigh less.
CLASS = 20
# From here on a pair is told. tests/desk/test_similar.py says what it means for right solutions and for copies.
LEAST = 3.0
# What more than these have is common. In a large class it is a share of all.
MOST_HOLDERS, SHARE_OF_HOLDERS = 5, 0.05


# One student's traces by file, without those of what all were given.
Work = Mapping[str, tuple[Trace, ...]]


@dataclass(frozen=True)
class Fragment:
    """What two students share, side by side. holders: how many of the class have its rarest part."""

    kind: str
    file: str
    other_file: str
    weight: float
    holders: int
    span: tuple[int, int]
    other_span: tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """Two students. rarity: how much they share, by what it weighs; by_kind: the same in its parts."""

    one: str
    other: str
    rarity: float
    by_kind: Mapping[str, float]


class _Match(NamedTuple):
    """One trace, in the two files in which it stands."""

    file: str
    own: Trace
    other_file: str
    other: Trace


@dataclass(frozen=True)
class Rarity:
    """What is rare in a class: by a trace's key, who has it and what it weighs."""

    holders: Mapping[int, tuple[str, ...]]
    weights: Mapping[int, float]


def _kinds(work: Work) -> dict[int, str]:
    return {trace.key: trace.kind for traces in work.values() for trace in traces}


def rare_traces(works: Mapping[str, Work]) -> Rarity:
    """What two or a few have of a class. works: each student's traces by file."""
    kinds: dict[int, str] = {}
    holders: dict[int, list[str]] = {}
    for student, work in works.items():
        own = _kinds(work)
        kinds |= own
        for key in own:
            holders.setdefault(key, []).append(student)
    size = sum(bool(_kinds(work)) for work in works.values())
    most = max(MOST_HOLDERS, int(SHARE_OF_HOLDERS * size))
    rare = {key: tuple(who) for key, who in holders.items() if 2 <= len(who) <= most}
    return Rarity(rare, {key: UNIT[kinds[key]] * _weight(len(who), size) for key, who in rare.items()})


def _weight(holders: int, size: int) -> float:
    """1 for what two of a class have alone, less for what more have: each may have it from any of the others."""
    return log(size / holders) / log(max(size, CLASS) / 2) / (holders - 1)


def pairs(works: Mapping[str, Work], rarity: Rarity, least: float = LEAST) -> list[Pair]:
    """The pairs that share rare traces of at least this weight, the heaviest first."""
    shared: defaultdict[tuple[str, str], float] = defaultdict(float)
    for key, who in rarity.holders.items():
        for two in combinations(who, 2):
            shared[two] += rarity.weights[key]
    # The keys, and so the order of the sum, differ from run to run.
    found = [(two, rounded) for two, weight in shared.items() if (rounded := round(weight, 9)) >= least]
    return [
        Pair(*two, weight, _by_kind(works[two[0]], works[two[1]], rarity))
        for two, weight in sorted(found, key=lambda pair: (-pair[1], pair[0]))
    ]


def _by_kind(one: Work, other: Work, rarity: Rarity) -> dict[str, float]:
    kinds = _kinds(one)
    found = dict.fromkeys(UNIT, 0.0)
    for key in kinds.keys() & _kinds(other).keys() & rarity.weights.keys():
        found[kinds[key]] += rarity.weights[key]
    return found


def fragments(one: Work, other: Work, rarity: Rarity) -> list[Fragment]:
    """What two students share, neighbouring traces put together, the heaviest first."""
    here, there = _first_places(one), _first_places(other)
    shared = [_Match(*here[k], *there[k]) for k in here.keys() & there.keys() & rarity.weights.keys()]
    runs: list[list[_Match]] = []
    for match in sorted(shared, key=lambda m: (m.file, m.own.place)):
        if runs and _follows(runs[-1][-1], match):
            runs[-1].append(match)
        else:
            runs.append([match])
    return sorted((_fragment(run, rarity) for run in runs), key=lambda f: -f.weight)


def _first_places(work: Work) -> dict[int, tuple[str, Trace]]:
    found: dict[int, tuple[str, Trace]] = {}
    for file, traces in work.items():
        for trace in traces:
            found.setdefault(trace.key, (file, trace))
    return found


def _follows(before: _Match, match: _Match) -> bool:
    same_files = (before.file, before.other_file) == (match.file, match.other_file)
    return same_files and match.own.place == before.own.place + 1 and match.other.place == before.other.place + 1


def _fragment(run: list[_Match], rarity: Rarity) -> Fragment:
    weight = sum(rarity.weights[m.own.key] for m in run)
    holders = min(len(rarity.holders[m.own.key]) for m in run)
    first, last = run[0], run[-1]
    spans = (first.own.start, last.own.end), (first.other.start, last.other.end)
    return Fragment(first.own.kind, first.file, first.other_file, weight, holders, *spans)
