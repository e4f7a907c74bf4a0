"""What an instructor wants to know of a class after grading: how it went, and what is left to do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, median
from urllib.parse import quote

from markupsafe import Markup

from autograder.desk.histogram import histogram
from autograder.desk.marks import ClassMarks, Person
from autograder.desk.results_files import VERDICTS, KeptResults
from autograder.language import said, together

SHOWN_MISTAKES = 12


@dataclass(frozen=True)
class FunctionLine:
    """How the class did in one function. others: the verdicts of those who did not pass, in words."""

    exercise: str
    function: str
    passed: int
    judged: int
    mean_points: float
    max_points: float
    others: str

    @property
    def percent(self) -> int:
        """The share of those who kept all rules, never rounded up to all."""
        return 100 * self.passed // self.judged


@dataclass(frozen=True)
class MistakeLine:
    """A mistake with those who made it. name: None for wrong answers that no known mistake explains."""

    function: str
    name: str | None
    hint: str
    who: tuple[Person, ...]


@dataclass(frozen=True)
class Link:
    """A name and the page in formgrader that it stands for."""

    name: str
    address: str


@dataclass(frozen=True)
class WaitingLine:
    """The written answers of one exercise that nobody graded yet."""

    exercise: Link
    who: tuple[Link, ...]

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self.who)


@dataclass(frozen=True)
class Overview:
    """All that the page shows. odd: students with the notes of the grading; late: with the points lost.

    unread: graded submissions whose results are not at hand: their mistakes are not counted. notes: on the grades.
    """

    assignment: str
    graded: int
    enrolled: int
    max_points: float
    mean: float
    median: float
    histogram: Markup
    functions: tuple[FunctionLine, ...]
    mistakes: tuple[MistakeLine, ...]
    absent: tuple[str, ...]
    ungraded: tuple[str, ...]
    waiting: tuple[WaitingLine, ...]
    late: tuple[tuple[Person, float], ...]
    odd: tuple[tuple[Person, tuple[str, ...]], ...]
    unread: tuple[Person, ...]
    notes: tuple[str, ...] = ()


def _results(kept: Mapping[str, KeptResults]) -> Iterable[tuple]:
    return (
        (student, exercise, result)
        for student, own in kept.items()
        for exercise, results in own.results.items()
        for result in results
    )


def function_lines(kept: Mapping[str, KeptResults]) -> tuple[FunctionLine, ...]:
    """A line for every function, in the order of the exercises."""
    by_function: dict[tuple[str, str], list] = {}
    for _, exercise, result in _results(kept):
        by_function.setdefault((exercise, result.function), []).append(result)
    lines = []
    for (exercise, function), results in by_function.items():
        verdicts = Counter(result.verdict for result in results)
        others = together(f"{verdicts[v]} {said(words)}" for v, words in VERDICTS.items() if verdicts[v])
        points = mean(result.points for result in results)
        about = (verdicts["pass"], len(results), points, results[0].max_points, others)
        lines.append(FunctionLine(exercise, function, *about))
    return tuple(lines)


def mistake_lines(kept: Mapping[str, KeptResults], people: Mapping[str, Person]) -> tuple[MistakeLine, ...]:
    """The mistakes of the class, the commonest first; those that no known mistake explains by function, last."""
    who: dict[tuple[str, str | None], list[Person]] = {}
    hints: dict[tuple[str, str | None], str] = {}
    for student, _, result in _results(kept):
        unknown = ((None, ""),) if result.verdict == "fail" else ()
        for name, hint in result.mistakes or unknown:
            key = (result.function, name)
            who.setdefault(key, []).append(people[student])
            hints[key] = hint
    order = sorted(who, key=lambda key: (key[1] is None, -len(who[key]), key[0], key[1] or ""))
    return tuple(MistakeLine(*key, hints[key], tuple(who[key])) for key in order)


def _waiting(marks: ClassMarks, people: Mapping[str, Person], formgrader: str) -> tuple[WaitingLine, ...]:
    by_exercise: dict[str, list[Link]] = {}
    for student, standing in marks.standings.items():
        for mark in standing.marks:
            if mark.waiting:
                address = f"{formgrader}/submissions/{quote(mark.notebook_id)}"
                by_exercise.setdefault(mark.exercise, []).append(Link(people[student].name, address))
    folder = f"{formgrader}/gradebook/{quote(marks.assignment)}"
    return tuple(
        WaitingLine(Link(exercise, f"{folder}/{quote(exercise)}"), tuple(sorted(who, key=lambda link: link.name)))
        for exercise, who in sorted(by_exercise.items())
    )


def overview(
    marks: ClassMarks,
    kept: Mapping[str, KeptResults],
    *,
    formgrader: str,
    handed_in: Iterable[str] = (),
    unknown: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Overview:
    """The class's overview. At least one submission must be graded.

    kept: results of the graded submissions, by student. formgrader: the address where it runs.
    handed_in: students with a submission folder. unknown: students whom a roster has and the gradebook has not.
    notes: what the reader should know of the grades.
    """
    people = {person.id: person for person in marks.people}
    totals = [standing.total for standing in marks.standings.values()]
    absent = [person.name for person in marks.people if person.id not in marks.standings]
    ungraded = sorted(set(handed_in) - set(marks.standings))
    absent = [name for name in (*absent, *unknown) if name not in ungraded]
    late = [(people[s], standing.penalty) for s, standing in marks.standings.items() if standing.penalty]
    odd = [(people[s], own.notes) for s, own in kept.items() if own.notes]
    return Overview(
        marks.assignment,
        len(totals),
        len(totals) + len(absent) + len(ungraded),
        marks.max_points,
        mean(totals),
        median(totals),
        # The course's own drawing of numbers.
        Markup(histogram(totals, marks.max_points)),
        function_lines(kept),
        mistake_lines(kept, people),
        tuple(absent),
        tuple(ungraded),
        _waiting(marks, people, formgrader.rstrip("/")),
        tuple(sorted(late, key=lambda pair: -pair[1])),
        tuple(sorted(odd, key=lambda pair: pair[0].name)),
        tuple(person for person in marks.people if person.id in marks.standings and person.id not in kept),
        tuple(notes),
    )
