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

from autograder.grading.falls import Fall, ended, overran
from autograder.grading.judge_life import came_of, end_with, limit_memory
from autograder.grading.judge_modules import Results
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
        self._process: subprocess.Popen | None = None
        self._pipe: Connection | None = None

    def _start(self) -> None:
        self._pipe, theirs = Pipe()
        code = f"from autograder.grading.apart import serve; serve({theirs.fileno()}, {os.getpid()})"
        self._process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[theirs.fileno()])
        theirs.close()
        try:
            self._hear(time.monotonic() + START_SECONDS)  # that it is ready
        except TimeoutError:
            self.close()
            raise OSError(f"a new Python did not start within {START_SECONDS:g} s") from None

    def call(self, seconds: float, work: Callable, *arguments: Any) -> Any:
        """What `work(tell, *arguments)` gives there; all of them are pickled.

        `tell` takes results that count whatever happens. Raises `Fell`, `SandboxUnavailable`, OSError.
        """
        deadline, judged, code = None, {}, None
        for _ in range(TRIES):
            judged = {}
            try:
                if self._process is None:
                    self._start()
                deadline = deadline or time.monotonic() + seconds
                self._pipe.send_bytes(pickle.dumps((work, arguments)))
                while (heard := self._hear(deadline))[0] == "judged":
                    judged |= heard[1]
                return _unpacked(*heard, judged)
            except TimeoutError:
                self.close()
                raise Fell("timeout", overran(seconds), judged) from None
            except (EOFError, ConnectionError):
                code = self.close()
        raise Fell("crash", ended(TRIES, code), judged)

    def _hear(self, deadline: float) -> tuple[str, Any]:
        if not self._pipe.poll(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        return self._pipe.recv()

    def close(self) -> int | None:
        """End the process, and with it what it is at. Returns its exit code."""
        if self._process is None:
            return None
        self._process.kill()
        self._pipe.close()
        code, self._process = self._process.wait(), None
        return code


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
            pipe.send(came_of(lambda w=work, a=arguments: w(lambda some: pipe.send(("judged", some)), *a)))
