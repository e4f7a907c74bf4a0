"""Many submissions at a time: a process for every job, each with a sandbox of its own.

The processes are forked, so that rules and modules are loaded once. They end with the process
that made them, however that ends.
"""

import ctypes
import multiprocessing
import os
import signal
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from autograder.sandbox.starters import Starter, starter
from autograder.sandbox.walls import SandboxUnavailable, Walls

# Each judge has its next submission at hand when it is done with one.
AT_HAND = 2
# A judge that dies is replaced; what it was at is tried once more, and then left ungraded.
TRIES = 2
_PR_SET_PDEATHSIG = 1

Work = Callable[[int, Starter], bytes]
# ("graded", a submission's number, its bytes), or ("no sandbox" | "machine" | "fault", its number, why).
Done = tuple[str, int, bytes | str]


class GradingFailed(RuntimeError):
    """The machine or the autograder failed on a submission; never the student's fault."""


@dataclass
class _Judge:
    process: multiprocessing.Process
    pipe: Connection
    at: deque[int] = field(default_factory=deque)


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _serve(pipe: Connection, work: Work, walls: Walls, parent: int) -> None:
    """A judge's life: numbers in, for each (what came of it, bytes) out."""
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    processes = starter(walls)
    while (number := pipe.recv()) is not None:
        try:
            pipe.send(("graded", number, work(number, processes)))
        except SandboxUnavailable as problem:
            pipe.send(("no sandbox", number, str(problem)))
        except OSError as problem:
            pipe.send(("machine", number, str(problem)))
        except Exception:
            pipe.send(("fault", number, traceback.format_exc()))
    processes.close()


class _Bench:
    """The judges, and what is still to be given to them."""

    def __init__(self, work: Work, walls: Walls, count: int, jobs: int) -> None:
        self._work, self._walls = work, walls
        self._waiting = deque(range(count))
        self._deaths: Counter[int] = Counter()
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
            judge.pipe.send(judge.at[-1])

    def _replace(self, judge: _Judge) -> tuple[str, int, str] | None:
        """Put a new judge in a dead one's place. What is given up, where the same submission has ended two of them."""
        judge.process.join()
        number, *others = judge.at
        self._deaths[number] += 1
        again = self._deaths[number] < TRIES
        self._waiting.extendleft(reversed([number, *others] if again else others))
        self.judges[self.judges.index(judge)] = self._new_judge()
        why = f"the grading process ended {TRIES} times on it (exit code {judge.process.exitcode}): is the memory full?"
        return None if again else ("fault", number, why)

    def outcomes(self) -> Iterator[Done]:
        """What came of every submission, as it comes."""
        while busy := [j for j in self.judges if j.at]:
            ready = set(wait([j.pipe for j in busy]))
            for judge in (j for j in busy if j.pipe in ready):
                try:
                    outcome = judge.pipe.recv()
                except (EOFError, ConnectionResetError):
                    outcome = self._replace(judge)
                else:
                    judge.at.popleft()
                    self._feed(judge)
                if outcome:
                    yield outcome

    def close(self) -> None:
        """End all judges, and with them their sandboxes."""
        for judge in self.judges:
            judge.process.kill()
            judge.process.join()
            judge.pipe.close()


@contextmanager
def judging(work: Work, walls: Walls, count: int, jobs: int) -> Iterator[Iterator[Done]]:
    """Do a piece of work for every number below `count`, `jobs` at a time.

    Gives ("graded", number, its bytes) in the order in which they are done; ("no sandbox", "machine" or
    "fault", number, why) where there are none.
    """
    bench = _Bench(work, walls, count, jobs)
    try:
        yield bench.outcomes()
    finally:
        bench.close()
