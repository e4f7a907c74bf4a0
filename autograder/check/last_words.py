"""The last resort for code that holds the whole interpreter, as 9 ** 9 ** 9 does: no thread of Python's can stop it.

faulthandler's own thread needs no interpreter. It writes where the code was into a pipe and
ends the process; the small process at the pipe's other end, which runs this file as a
script, puts it into a sentence.
"""

import contextlib
import faulthandler
import linecache
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

BEAT = 0.5


def listener(paths: Sequence[Path]) -> IO[bytes] | None:
    """A pipe to a new process that tells in which line of these modules the code was. None where none can be started.

    That process ends by itself when this one does.
    """
    command = [sys.executable, "-I", "-S", __file__, *map(str, paths)]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE).stdin
    except OSError:
        return None


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


def sentence(dump: str, paths: Sequence[str]) -> str:
    """What a student reads of faulthandler's dump; nothing where it tells of none of the modules."""
    for path in paths:
        # The dump writes other characters than ASCII as escapes.
        name = re.escape(path.encode("ascii", "backslashreplace").decode())
        if found := re.search(rf'File "{name}", line (\d+)', dump):
            line = int(found[1])
            where = f"it was at line {line}, `{linecache.getline(path, line).strip()}`"
            return (
                f"{path}: No answer within 10 seconds: {where}, which can't be interrupted. The check ended here.\n"
                f"Mend that line, then check again."
            )
    return ""


def main(paths: Sequence[str]) -> None:
    """Wait until the check ends; say where it was, if it left word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the check, which shares the terminal
    if text := sentence(sys.stdin.buffer.read().decode("ascii", "replace"), paths):
        sys.stdout.reconfigure(errors="replace")
        print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
