"""The report of one exercise in the terminal: a line a function, and what to do about the first that doesn't pass."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.check.check import CheckedExercise
from autograder.check.page import COLOURS, IN_WORK, Page, labelled, own_words, points, printable, state
from autograder.judging.compare import Difference, show
from autograder.judging.judge import Result
from autograder.judging.report import looks_like


def first_to_do(results: Sequence[Result]) -> Result | None:
    """The function to go on with: the first in work, else the first that is not begun; None where all pass."""
    open_ones = [result for result in results if result.verdict != "pass"]
    return next((r for r in open_ones if state([r]) == IN_WORK), open_ones[0] if open_ones else None)


def _place(path: Path, told: str, otherwise: int = 0) -> str:
    """A file with the last line that a text names, as editors and terminals understand it."""
    lines = re.findall(r"\bline (\d+)", told)
    line = int(lines[-1]) if lines else otherwise
    return f"{path}:{line}" if line else str(path)


def next_step(checked: CheckedExercise, result: Result) -> str:
    """What to do about a function that does not pass, and where: "mend momentum_step: momentum.py:45"."""
    opened, function = checked.opened, result.function
    if not opened.path.exists():
        return f"copy {opened.path.name} from the course's release to {opened.path.parent}"
    if opened.broken:
        place = _place(opened.path, opened.broken.traceback or opened.broken.message)
        return f"mend {place}; until then nothing in {opened.path.name} can be checked"
    if function not in opened.definitions:
        return f"put {function} back into {opened.path}, with the stub's arguments"
    if (needed := _not_written(result)) in opened.definitions:
        return f"write {needed}: {opened.path}:{opened.definitions[needed][-1]}"
    told = result.traceback or (_found(result).text if result.verdict == "timeout" else "")
    place = _place(opened.path, told, opened.definitions[function][-1])
    return f"{'write' if result.verdict == 'missing' else 'mend'} {function}: {place}"


def _not_written(result: Result) -> str:
    """The other function of the module that is not written yet and that this one needs; nothing where it's not that."""
    named = re.search(r"\byour (\w+), which is not written yet", _found(result).text)
    return named[1] if named else ""


def _found(result: Result) -> Difference:
    """The first thing that differs, of a function that does not pass."""
    failure = result.first_failure
    assert failure is not None
    assert failure.difference is not None
    return failure.difference


def _numbers(result: Result) -> Iterator[tuple[str, str]]:
    """Both arrays, where they are short enough to be read side by side."""
    difference = _found(result)
    sizes = [getattr(value, "size", 0) for value in (difference.got, difference.expected)]
    if all(1 < size <= 6 for size in sizes):
        yield "got", show(difference.got)
        yield "expected", show(difference.expected)


def detail(checked: CheckedExercise, result: Result, page: Page) -> str:
    """What is wrong with one function first, what mistake that looks like, where to read, and what to do next."""
    failure, opened = result.first_failure, checked.opened
    lines = []
    if failure and not opened.broken and result.verdict != "missing":
        kept = sum(rule.difference is None for rule in result.rules)
        lines.append(f"{result.function} keeps {kept} of {len(result.rules)} rules. The first that it breaks:\n")
        lines.append(labelled("rule", failure.rule, page))
    lines.append(labelled("found", printable(_found(result).text), page, "red" if lines else ""))
    lines += [labelled(label, text, page) for label, text in _numbers(result)]
    for i, (name, hint) in enumerate(result.mistakes):
        lines.append(labelled("mistake", looks_like(name, i), page, "bold"))
        lines.append(labelled("hint", hint, page))
    lines += own_words("traceback", result.traceback, page)
    lines += own_words("printed", result.printed, page)
    if result.section:
        lines.append(labelled("read", f"{result.section}, in the book", page))
    lines.append(labelled("next", next_step(checked, result), page, "bold"))
    return "\n".join(lines)


def _function_line(result: Result, width: int, page: Page) -> str:
    how = state([result])
    return f"  {result.function:<{width}}  {page.paint(COLOURS[how], f'{how:<9}')}  {points([result])}"


def _rule_lines(result: Result, page: Page) -> Iterator[str]:
    for rule in result.rules:
        kept = rule.difference is None
        yield f"      {page.paint('green' if kept else 'red', 'ok  ' if kept else 'FAIL')}  {rule.rule}"


def exercise_text(checked: CheckedExercise, page: Page, verbose: bool = False) -> str:
    """The report of one exercise: a line a function, and the detail of the one to go on with.

    verbose: also a line for every rule.
    """
    heading = f"{checked.assignment} / {checked.exercise}: {points(checked.results)}"
    lines = [page.paint("bold", heading), ""]
    width = max(len(result.function) for result in checked.results)
    for result in checked.results:
        lines.append(_function_line(result, width, page))
        lines += _rule_lines(result, page) if verbose else ()
    notes = [*checked.notes, *(result.note for result in checked.results if result.note)]
    lines += ["", *(labelled("note", note, page) for note in notes)] if notes else []
    if checked.opened.printed.strip() and not checked.opened.broken:
        lines += ["", *own_words("printed", checked.opened.printed, page)]
    if to_do := first_to_do(checked.results):
        lines += ["", detail(checked, to_do, page)]
    return "\n".join(lines)
