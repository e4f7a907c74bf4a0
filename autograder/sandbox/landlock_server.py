"""The server of the isolation "landlock": each process that it forks can read Python and numpy, and open nothing else.

It runs in no namespace. Its children start nothing and signal nobody, so that each is all there
is to kill; and they end with it.
"""

import importlib.util
import os
import socket
import sys
from functools import partial
from pathlib import Path

import numpy as np

from autograder.sandbox.confine import no_new_privileges, not_to_be_traced
from autograder.sandbox.landlock import restrict, ruleset
from autograder.sandbox.server import serve
from autograder.sandbox.worker import main as work

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder of libraries, without the packages that are installed for a Python: other libraries, and
    perhaps this course's own checks. Landlock cannot take away what it gave with a folder above."""
    found = []
    for entry in folder.iterdir():
        if entry.name.startswith("python3") and entry.is_dir():
            found += [inner for inner in entry.iterdir() if not inner.name.endswith("-packages")]
        else:
            found.append(entry)
    return found


def _readable() -> list[Path]:
    base = Path(sys.base_prefix).resolve() / "lib"
    folders = {Path(folder).resolve() for folder in _LIBRARIES if os.path.isdir(folder)} | {base}
    numpy = Path(np.__file__).parent
    return [entry for folder in sorted(folders) for entry in _entries(folder)] + [numpy, numpy.parent / "numpy.libs"]


def _forget_the_course() -> None:
    """Take from the importer where the course and the installed packages lie, and what they are called."""
    own = {str(Path(np.__file__).parent.parent), str(Path(__file__).parents[2])}
    sys.path[:] = [place for place in sys.path if place not in own]
    sys.path_importer_cache.clear()
    # The importer lists the standard library's folder now, since nobody may list it later: the packages lie below it.
    importlib.util.find_spec("no_module_of_this_name")


def _fork(rules: int, control: socket.socket, channel: int, output: int) -> int:
    server = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            control.close()
            os.dup2(output, 1)
            os.close(output)
            no_new_privileges()
            restrict(rules)
            work(channel, server)
        finally:
            os._exit(1)
    return child


def main() -> None:
    """Serve until the judge closes the socket."""
    not_to_be_traced()
    rules = ruleset(_readable())
    _forget_the_course()
    os.chdir("/")
    serve(partial(_fork, rules))
