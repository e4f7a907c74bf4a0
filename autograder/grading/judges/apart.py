"""Work in a process apart, which is ended with the work where that does not end.

The process is started anew and not forked: whoever asks for it, as a worker of a cluster, may have threads.
"""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from autograder.grading.judges.falls import Fall, ended, overran
from autograder.grading.judges.judge_life import came_of, end_with, limit_memory
from autograder.grading.judges.judge_modules import Results
from autograder.sandbox.walls import SandboxUnavailable

TRIES = 2  # a process that dies is replaced, and its work tried once more: the machine may have been at fault
START_SECONDS = 300.0  # of a machine that is busy with other things


class Fell(RuntimeError):
    """The process apart fell on its work. fall: how, with what had been judged by then."""

    def __init__(self, kind: str, why: str, judged: Results) -> None:
        super().__init__(why)
        self.fall = Fall(kind, why, judged)


class Apart:
    """A process of its own, for one piece of work after the other."""

    def __init__(self) -> None:
        self._running: tuple[subprocess.Popen, Connection] | None = None

    def _pipe(self) -> Connection:
        """The way to the process, which is started where none runs."""
        if self._running:
            return self._running[1]
        ours, theirs = Pipe()
        code = f"from autograder.grading.judges.apart import serve; serve({theirs.fileno()}, {os.getpid()})"
        self._running = subprocess.Popen([sys.executable, "-c", code], pass_fds=[theirs.fileno()]), ours
        theirs.close()
        try:
            _hear(ours, time.monotonic() + START_SECONDS)  # that it is ready
        except TimeoutError:
            self.close()
            raise OSError(f"a new Python did not start within {START_SECONDS:g} s") from None
        return ours

    def call(self, seconds: float, work: Callable, *arguments: Any) -> Any:
        """What `work(tell, *arguments)` gives there; all of them are pickled.

        `tell` takes results that count whatever happens. Raises `Fell`, `SandboxUnavailable`, OSError.
        """
        deadline, code = None, None
        judged: Results = {}
        for _ in range(TRIES):
            judged = {}
            try:
                pipe = self._pipe()
                deadline = deadline or time.monotonic() + seconds
                pipe.send_bytes(pickle.dumps((work, arguments)))
                while (heard := _hear(pipe, deadline))[0] == "judged":
                    judged |= heard[1]
                return _unpacked(*heard, judged)
            except TimeoutError:
                self.close()
                raise Fell("timeout", overran(seconds), judged) from None
            except (EOFError, ConnectionError):
                code = self.close()
        raise Fell("crash", ended(TRIES, code), judged)

    def close(self) -> int | None:
        """End the process, and with it what it is at. Returns its exit code."""
        if self._running is None:
            return None
        process, pipe = self._running
        self._running = None
        process.kill()
        pipe.close()
        return process.wait()


def _hear(pipe: Connection, deadline: float) -> tuple[str, Any]:
    if not pipe.poll(max(0.0, deadline - time.monotonic())):
        raise TimeoutError
    return pipe.recv()


def _unpacked(kind: str, what: Any, judged: Results) -> Any:
    match kind:
        case "graded":
            return what
        case "no sandbox":
            raise SandboxUnavailable(what)
        case "machine":
            raise OSError(what)
    raise Fell("crash", what, judged)


def serve(descriptor: int, parent: int) -> None:
    """The life of the process apart: work in, what came of it out."""
    end_with(parent)
    pipe = Connection(descriptor)
    # Loaded now, so that its limit of memory speaks of the work alone.
    import autograder.grading.graded_submission  # noqa: F401

    limit_memory()
    pipe.send(("ready", None))
    with suppress(EOFError):  # whoever asked has ended
        while True:
            work, arguments = pickle.loads(pipe.recv_bytes())
            pipe.send(came_of(work, lambda some: pipe.send(("judged", some)), *arguments))
