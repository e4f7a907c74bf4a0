"""The last resort for code that holds the whole interpreter, as 9 ** 9 ** 9 does: no thread of Python's can stop it.

faulthandler's own thread needs no interpreter. It writes where the code was into a pipe and
ends the process; a small process at the pipe's other end (listener.py) puts it into a sentence.
"""

import contextlib
import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

BEAT = 0.5
LISTENER = str(Path(__file__).with_name("listener.py"))


@contextlib.contextmanager
def listener(paths: Sequence[Path]) -> Iterator[IO[bytes] | None]:
    """A pipe to a new process that tells in which line of these modules the code was. None where none can be started.

    That process ends when the pipe is closed, also by this one's end.
    """
    command = [sys.executable, "-I", "-S", LISTENER, *map(str, paths)]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE)
    except OSError:
        yield None
        return
    with process:
        yield process.stdin


@contextlib.contextmanager
def guarded(pipe: IO[bytes] | None, seconds: float) -> Iterator[None]:
    """End the process, with exit code 1, when no thread of it has come to its turn for that many seconds."""
    if pipe is None:
        yield
        return
    finished = threading.Event()

    def beat() -> None:
        while not finished.wait(BEAT):
            faulthandler.dump_traceback_later(seconds, exit=True, file=pipe)

    faulthandler.dump_traceback_later(seconds, exit=True, file=pipe)
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()
        faulthandler.cancel_dump_traceback_later()
