"""The lines of the references' solutions, and where one stands in a text that students get."""

import json
import re
from collections.abc import Iterator
from functools import cache

from autograder.judging.references import assignments, exercises_of, reference_source

REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
# Shorter ones, as "return out, mask", and lines that compute nothing, as "else:", say nothing of a solution.
SHORTEST = 25
COMPUTES = re.compile(r"return\b|.*[^=!<>]=[^=]")


def region_lines(source: str) -> set[str]:
    """The lines between a reference's SOLUTION marks, without indentation and without the comments behind them."""
    inside = (line for region in REGION.findall(source) for line in region.splitlines())
    return {line.strip().split("  #")[0] for line in inside}


def telling(lines: set[str]) -> set[str]:
    """Those that give a step of a solution away: 25 characters or more that assign or return."""
    return {line for line in lines if len(line) >= SHORTEST and line[0] != "#" and COMPUTES.match(line)}


@cache
def _telling_by_reference() -> dict[str, set[str]]:
    return {
        f"solutions/{assignment}/{exercise}.py": telling(region_lines(reference_source(assignment, exercise)))
        for assignment in assignments()
        for exercise in exercises_of(assignment)
    }


def _folded(line: str) -> str:
    return re.sub(r"\s", "", line)


@cache
def _lines_by_folded() -> dict[str, str]:
    return {_folded(line): line for lines in _telling_by_reference().values() for line in sorted(lines)}


def without_solution_lines(text: str) -> str:
    """A listing with `...` for what a solution's line in it assigns or returns; all else stays as it is."""
    return "\n".join(map(_without_solutions, text.split("\n")))


def _without_solutions(line: str) -> str:
    found = [solution for solution in _lines_by_folded() if solution in _folded(line)]
    for solution in found:
        target, equals, _ = _lines_by_folded()[solution].partition("=")
        kept = "return ..." if solution.startswith("return") else f"{target}{equals} ..."
        line = kept.join(re.split(r"\s*".join(map(re.escape, solution)), line))
    return line


def leaks(name: str, text: str) -> Iterator[str]:
    """Every place where a file that students get holds a line of a solution, whatever the blanks in it.

    name: the file's; in .ipynb and .json a line is looked for as JSON spells it.
    """
    in_json = name.endswith((".ipynb", ".json"))
    spelled = {
        _folded(json.dumps(line)[1:-1] if in_json else line): (line, reference)
        for reference, lines in _telling_by_reference().items()
        for line in lines
    }
    for number, released in enumerate(map(_folded, text.splitlines()), start=1):
        for folded, (line, reference) in spelled.items():
            if folded in released:
                yield f"{name}, line {number}, holds a line of the solution in {reference}: {line!r}"
