"""How far a long command is: a bar on a terminal, plain lines in a log. On stderr, so that results stay clean."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.language import said, together

# Between two lines in a log: a line a tenth, but neither a flood nor a long silence.
LEAST_SECONDS, MOST_SECONDS = 2.0, 30.0


def _rate(done: int, seconds: float) -> str:
    return f"{done / seconds:.1f}/s" if done and seconds > 0 else ""


@contextmanager
def _bar(total: int, what: str) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    so_far = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    to_come = (TextColumn("{task.fields[rate]}"), TimeRemainingColumn(), TextColumn(said("left")))
    start = time.monotonic()
    # No refreshing thread: the judges are forked while this is shown.
    with Progress(*so_far, *to_come, console=Console(stderr=True), auto_refresh=False) as bar:
        task = bar.add_task(said(what), total=total, rate="")

        def advance() -> None:
            done = int(bar.tasks[0].completed) + 1
            bar.update(task, advance=1, rate=_rate(done, time.monotonic() - start), refresh=True)

        yield advance


def _line(what: str, done: int, total: int, seconds: float) -> str:
    left = f"{seconds / done * (total - done):.0f} s left" if done < total else f"{seconds:.1f} s"
    return together([said(what), together([f"{done} {said('of')} {total}", _rate(done, seconds), said(left)])], ": ")


@contextmanager
def _lines(total: int, what: str) -> Iterator[Callable[[], None]]:
    start = told = time.monotonic()
    done, tenths = 0, 0

    def advance() -> None:
        nonlocal done, tenths, told
        done, now = done + 1, time.monotonic()
        silence, is_tenth = now - told, done * 10 // max(total, 1) > tenths
        if done == total or silence > MOST_SECONDS or (is_tenth and silence > LEAST_SECONDS):
            tenths, told = done * 10 // max(total, 1), now
            print(_line(what, done, total, now - start), file=sys.stderr, flush=True)

    yield advance


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """Show how far a job is. Yields `advance`, to be called once for each thing done.

    total: how many things there are. what: the job, as "grading". On a terminal a bar with
    the rate and the time left; elsewhere a line for every tenth, at most one in
    two seconds and at least one in half a minute, and one at the end.
    """
    with _bar(total, what) if sys.stderr.isatty() else _lines(total, what) as advance:
        yield advance
