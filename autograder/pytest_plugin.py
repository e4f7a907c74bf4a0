"""What the project plugs into pytest: `pytest exercises/optimization` tries one rule a test.

Loaded by every pytest run of the environment, so it imports nothing of the course until it meets an exercise.
"""

import re
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.judging.judge import Result
    from autograder.judging.rules import FunctionRules

HEADING = r'\{{"format": \d+, [^\n]*"exercise": "{}"'  # what a released file begins with


class RuleBroken(Exception):
    """A rule that was not kept; the text is the report."""


def is_exercise(path: Path) -> bool:
    """Whether a file is an exercise's module: its notebook and the rules that the course released stand beside it."""
    released = path.with_suffix(".json")
    if path.suffix != ".py" or not path.with_suffix(".ipynb").is_file() or not released.is_file():
        return False
    with released.open(encoding="utf-8", errors="replace") as file:
        return re.match(HEADING.format(re.escape(path.stem)), file.read(1_000)) is not None


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, Any, Any]:
    """Collect an exercise's rules in place of whatever else would be looked for in its module."""
    others = yield
    return [ExerciseModule.from_parent(parent, path=file_path)] if is_exercise(file_path) else others


class ExerciseModule(pytest.File):
    """A student's module: its functions."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One collector a function, in the order in which they are written."""
        from autograder.check.released import read
        from autograder.judging.rules import Unreadable

        try:
            _, functions = read(self.path.with_suffix(".json"))
        except Unreadable as error:
            raise self.CollectError(str(error)) from None
        for rules in functions:
            yield ExerciseFunction.from_parent(self, name=rules.function, rules=rules)


class ExerciseFunction(pytest.Collector):
    """One function of a student's module: its rules. It is judged once, when the first of them is tried."""

    def __init__(self, rules: "FunctionRules", **about: Any) -> None:
        super().__init__(**about)
        self.rules = rules

    def collect(self) -> Iterator[pytest.Item]:
        """One test a rule."""
        for index, prepared in enumerate(self.rules.rules):
            yield Rule.from_parent(self, name=prepared.rule.rule, function=self, index=index)

    @cached_property
    def result(self) -> "Result":
        """What the judge says of the function."""
        from autograder.check.check import check_function

        result = check_function(self.path.with_suffix(".json"), self.rules.function)
        if result.verdict == "pass" and result.note:  # elsewhere the first broken rule tells it
            self.warn(pytest.PytestWarning(result.note))
        return result


class Rule(pytest.Item):
    """One rule of one function."""

    def __init__(self, function: ExerciseFunction, index: int, **about: Any) -> None:
        super().__init__(**about)
        self.function = function
        self.index = index

    def runtest(self) -> None:
        """Raises `RuleBroken` where the rule was not kept."""
        from autograder.judging.report import about_rule

        result = self.function.result
        if result.rules[self.index].difference:
            raise RuleBroken(about_rule(result, self.index))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report alone: a traceback through the course's code would tell nothing."""
        return str(excinfo.value) if excinfo.errisinstance(RuleBroken) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test stands, and its name."""
        return self.path, None, f"{self.function.name}: {self.name}"
