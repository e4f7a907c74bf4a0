"""At the other end of the pipe of last_words.py: says in which line of a module the code was when its process ended.

Run as a script, and begun with every check, so it imports only what starting costs nothing.
"""

import io
import signal
import sys
from collections.abc import Sequence
from typing import cast


def sentence(dump: str, paths: Sequence[str]) -> str:
    """What a student reads of faulthandler's dump; nothing where it tells of none of these modules."""
    import linecache
    import re

    timeout = re.match(r"Timeout \((\d+):(\d\d):(\d\d)", dump)
    if not timeout:
        return ""
    hours, minutes, seconds = map(int, timeout.groups())
    waited = 3_600 * hours + 60 * minutes + seconds
    for path in paths:
        # The dump writes other characters than ASCII as escapes.
        name = re.escape(path.encode("ascii", "backslashreplace").decode())
        if found := re.search(rf'File "{name}", line (\d+)', dump):
            line = int(found[1])
            where = f"it was at line {line}, `{linecache.getline(path, line).strip()}`"
            told = f"{path}: No answer within {waited} seconds: {where}, which can't be interrupted."
            return f"{told} The check ended here.\nMend {path}:{line}, then check again."
    return ""


def main(paths: Sequence[str]) -> None:
    """Wait until the check ends, and tell where it was if it left word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the check, which shares the terminal
    if dump := sys.stdin.buffer.read():
        cast(io.TextIOWrapper, sys.stdout).reconfigure(errors="replace")
        print(sentence(dump.decode("ascii", "replace"), paths))


if __name__ == "__main__":
    main(sys.argv[1:])
