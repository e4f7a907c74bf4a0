"""Many submissions at a time: a process for every job, each with a sandbox of its own.

The processes are forked, so that rules and modules are loaded once. They end with the process
that made them, however that ends.

A judge that raises, dies or takes too long falls on the submission that it is at. What it had judged
by then counts; a second attempt runs nothing of the submission, and if a judge falls on that too,
`Work.record` makes a record that asks nothing of it but its bytes.
"""

import multiprocessing
import os
import signal
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

from autograder.grading.judges.falls import SECONDS_AFTER_A_FALL, Fall, ended, overran
from autograder.grading.judges.judge_life import came_of, end_with, limit_memory
from autograder.grading.judges.judge_modules import Results
from autograder.sandbox.starters import Starter, starter
from autograder.sandbox.walls import Walls

# Each judge has its next submission at hand when it is done with one.
AT_HAND = 2
# A judge that dies is replaced, and what it was at tried once more: the machine may have been at fault.
TRIES = 2

Tell = Callable[[Results], None]
# ("graded", a submission's number, its bytes), or ("no sandbox" | "machine" | "fault", its number, why).
Done = tuple[str, int, Any]


class GradingFailed(RuntimeError):
    """The machine or the autograder failed on a submission; never the student's fault."""


@dataclass(frozen=True)
class Work:
    """What is done for a submission, by its number.

    grade: in a judge; told how another one fell on it, it runs nothing of the submission.
    record: where that fell too. seconds: that a submission has.
    """

    grade: Callable[[int, Starter, Tell, Fall | None], bytes]
    record: Callable[[int, Fall], bytes]
    seconds: float


@dataclass
class _Judge:
    process: ForkProcess
    pipe: Connection
    at: deque[int] = field(default_factory=deque)
    since: float = 0.0  # when it began with the first of them
    judged: Results = field(default_factory=dict)  # of that one, so far


def _serve(pipe: Connection, work: Work, walls: Walls, parent: int) -> None:
    """A judge's life: numbers in, for each (what came of it, bytes) out."""
    end_with(parent)
    limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    processes = starter(walls)
    while (task := pipe.recv()) is not None:
        number, fall = task
        pipe.send(came_of(work.grade, number, processes, lambda some: pipe.send(("judged", some)), fall))
    processes.close()


class _Bench:
    """The judges, and what is still to be given to them."""

    def __init__(self, work: Work, walls: Walls, count: int, jobs: int) -> None:
        self._work, self._walls = work, walls
        self._waiting = deque(range(count))
        self._deaths: Counter[int] = Counter()
        self._used: defaultdict[int, float] = defaultdict(float)  # seconds
        self._falls: dict[int, Fall] = {}
        self.judges = [self._new_judge() for _ in range(max(1, min(jobs, count)))]

    def _new_judge(self) -> _Judge:
        fork = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe()
        process = fork.Process(target=_serve, args=(theirs, self._work, self._walls, os.getpid()), daemon=True)
        process.start()
        theirs.close()
        judge = _Judge(process, ours)
        self._feed(judge)
        return judge

    def _feed(self, judge: _Judge) -> None:
        while self._waiting and len(judge.at) < AT_HAND:
            judge.at.append(self._waiting.popleft())
            # A judge that has just died is found out by the next look at its pipe.
            try:
                judge.pipe.send((judge.at[-1], self._falls.get(judge.at[-1])))
            except BrokenPipeError:
                return
            if len(judge.at) == 1:
                judge.since = time.monotonic()

    def _deadline(self, judge: _Judge) -> float:
        number = judge.at[0]
        if number in self._falls:
            return judge.since + SECONDS_AFTER_A_FALL
        return judge.since + self._work.seconds - self._used[number]

    def _replace(self, judge: _Judge) -> None:
        """Put a new judge in one's place, which is dead or too slow. What was at hand waits for the next one."""
        judge.process.kill()
        judge.process.join()
        judge.pipe.close()
        self._waiting.extendleft(reversed(judge.at))
        self.judges[self.judges.index(judge)] = self._new_judge()

    def _next(self, judge: _Judge) -> int:
        """Take the submission that a judge is at from it. Returns its number."""
        judge.judged, judge.since = {}, time.monotonic()
        return judge.at.popleft()

    def _fallen(self, judge: _Judge, kind: str, why: str) -> list[Done]:
        """A judge fell on its submission: there is a second attempt, and then a plain record."""
        judged = judge.judged
        number = self._next(judge)
        if number not in self._falls:
            self._falls[number] = Fall(kind, why, judged)
            self._waiting.appendleft(number)
            return []
        return [_recorded(self._work, number, self._falls[number])]

    def _late(self, judge: _Judge) -> list[Done]:
        found = self._fallen(judge, "timeout", overran(self._work.seconds))
        self._replace(judge)
        return found

    def _died(self, judge: _Judge) -> list[Done]:
        number = judge.at[0]
        self._deaths[number] += 1
        self._used[number] += time.monotonic() - judge.since
        found = []
        if self._deaths[number] >= TRIES:
            judge.process.join()
            code = judge.process.exitcode
            found = self._fallen(judge, "crash", ended(TRIES, code))
        self._replace(judge)
        return found

    def _heard(self, judge: _Judge) -> list[Done]:
        try:
            kind, what = judge.pipe.recv()
        except (EOFError, OSError):
            return self._died(judge)
        if kind == "judged":
            judge.judged |= what
            return []
        found = self._fallen(judge, "crash", what) if kind == "fell" else [(kind, self._next(judge), what)]
        self._feed(judge)
        return found

    def outcomes(self) -> Iterator[Done]:
        """What came of every submission, as it comes."""
        while busy := [j for j in self.judges if j.at]:
            left = min(self._deadline(j) for j in busy) - time.monotonic()
            ready = set(wait([j.pipe for j in busy], max(0.0, left)))
            for judge in busy:
                if judge.pipe in ready:
                    yield from self._heard(judge)
                elif time.monotonic() >= self._deadline(judge):
                    yield from self._late(judge)

    def close(self) -> None:
        """End all judges, and with them their sandboxes."""
        for judge in self.judges:
            judge.process.kill()
            judge.process.join()
            judge.pipe.close()


def _recorded(work: Work, number: int, fall: Fall) -> Done:
    try:
        return "graded", number, work.record(number, fall)
    except OSError as problem:
        return "machine", number, str(problem)


@contextmanager
def judging(work: Work, walls: Walls, count: int, jobs: int) -> Iterator[Iterator[Done]]:
    """Do the work for every number below `count`, `jobs` at a time.

    Gives ("graded", number, its bytes) in the order in which they are done; ("no sandbox" or "machine",
    number, why) where there are none.
    """
    bench = _Bench(work, walls, count, jobs)
    try:
        yield bench.outcomes()
    finally:
        bench.close()
