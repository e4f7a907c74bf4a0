"""The command `check`: what to check, what to print, when to stop."""

import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from autograder.check.asking import SECONDS_PER_FUNCTION
from autograder.check.check import CheckedExercise, check_exercise
from autograder.check.colour import coloured, is_screen, painter
from autograder.check.course_map import after_this, course_map, what_is_next
from autograder.check.exercise_text import exercise_text
from autograder.check.last_words import guarded, listener
from autograder.check.limit import still_running
from autograder.check.page import Page
from autograder.check.released import in_order, released_files
from autograder.check.watch import Seen, changes, look
from autograder.judging import report
from autograder.judging.judge import Result
from autograder.judging.rules import Unreadable
from autograder.language import said

PASS, FAIL, INTERRUPTED = 0, 1, 130
CLEAR, ERASE = "\x1b[H\x1b[2J\x1b[3J", "\x1b[2K"
RUNNING = "The code that didn't end still runs: end the watch with Ctrl-C, and start it again."


@dataclass(frozen=True)
class Wishes:
    """What was asked for besides the paths. write: takes the rows of `--json`."""

    verbose: bool
    watch: bool
    write: Callable[[list[dict[str, Any]]], None]


def _page() -> Page:
    # A terminal of another encoding shows ? for what it lacks.
    cast(io.TextIOWrapper, sys.stdout).reconfigure(errors="replace")
    screen = is_screen(sys.stdout)
    width = min(shutil.get_terminal_size().columns, 100) if screen else None
    return Page(painter(coloured(sys.stdout)), width, screen)


def _text(checked: Sequence[CheckedExercise], page: Page, verbose: bool) -> str:
    if len(checked) == 1:
        return "\n\n".join(filter(None, [exercise_text(checked[0], page, verbose), after_this(checked[0])]))
    whole = [exercise_text(exercise, page, verbose) for exercise in checked] if verbose else []
    return "\n\n".join([*whole, course_map(checked, page), what_is_next(checked, page)])


def _rows(checked: Sequence[CheckedExercise]) -> list[dict[str, Any]]:
    return [report.row(_noted(result, e), e.assignment, e.exercise) for e in checked for result in e.results]


def _noted(result: Result, checked: CheckedExercise) -> Result:
    """A result with the notes of its whole exercise, since a row has no other place for them."""
    return replace(result, note=" ".join(filter(None, [result.note, *checked.notes])))


def _exit_code(checked: Sequence[CheckedExercise]) -> int:
    return PASS if all(result.verdict == "pass" for e in checked for result in e.results) else FAIL


def _print(text: str, page: Page, wishes: Wishes, count: int) -> None:
    if wishes.watch:
        files = "1 module" if count == 1 else f"{count} modules"
        text += "\n\n" + page.paint("dim", said(f"Watching {files}: save one, and it is checked again. Ctrl-C ends."))
        print(CLEAR if page.screen else "", end="")
    print(text, flush=True)


def _check(files: Sequence[Path], pipe: IO[bytes] | None, page: Page) -> dict[Path, CheckedExercise]:
    checked = {}
    for file in files:
        if page.screen:  # so that a loop that doesn't end is not mistaken for a check that wasn't begun
            print(f"{ERASE}{said(f'Checking {file.stem} ...')}", end="\r", flush=True)
        with guarded(pipe, SECONDS_PER_FUNCTION):
            checked[file] = check_exercise(file)
    print(ERASE if page.screen else "", end="")
    return checked


def _watch(
    seen: Mapping[Path, Seen], checked: dict[Path, CheckedExercise], pipe: IO[bytes] | None, page: Page, wishes: Wishes
) -> None:
    """Check again what is saved, in place in `checked`, until Ctrl-C."""
    for path in changes(seen):
        file = path.with_suffix(".json")
        try:
            checked |= _check([file], pipe, page)
        except (Unreadable, FileNotFoundError) as error:
            _print(said(str(error)), page, wishes, len(checked))
            continue
        everything = list(checked.values())
        text = _text([checked[file]], page, wishes.verbose)
        text = text if len(checked) == 1 else f"{course_map(everything, page)}\n\n{text}"
        wishes.write(_rows(everything))
        _print(text + (f"\n\n{said(RUNNING)}" if still_running() else ""), page, wishes, len(checked))


def check_paths(paths: Sequence[Path], wishes: Wishes) -> int:
    """Check exercises, print what came of it, and watch them where that is wished. Returns the exit code.

    Raises `UnusablePath`, `Unreadable`.
    """
    os.environ.setdefault("MPLBACKEND", "Agg")  # a check opens no windows
    files = in_order(file for path in paths for file in released_files(path))
    checked: dict[Path, CheckedExercise] = {}
    page = _page()
    seen = look([path for file in files for path in (file.with_suffix(".py"), file)])
    with listener([file.with_suffix(".py") for file in files]) as pipe:
        try:
            checked |= _check(files, pipe, page)
            everything = list(checked.values())
            _print(_text(everything, page, wishes.verbose), page, wishes, len(files))
            wishes.write(_rows(everything))
            if wishes.watch:
                _watch(seen, checked, pipe, page, wishes)
        except KeyboardInterrupt as interrupt:
            print("\n" + said(f"You stopped it; {interrupt}.") if str(interrupt) else "")
        except BrokenPipeError:  # as `| head` leaves behind; Python would complain once more when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _end(_exit_code(list(checked.values())) if checked else INTERRUPTED)


def _end(code: int) -> int:
    if still_running():
        sys.stdout.flush()
        os._exit(code)  # Python would wait for code that doesn't end
    return code
