"""A Python that has the large packages imported, and forks a process for every command that is asked for.

A command of nbgrader spends most of its time on imports. Here each still is a process of its own, with its folder, its
arguments, its environment and its exit code, but starts where the imports end. Only what does not depend on them is
imported: the plug-in, which draws a seed when it is imported, is not.
"""

import atexit
import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

IMPORTED = ("nbgrader.apps", "nbconvert.exporters", "autograder.grading.run_summary", "autograder.handin.commands")


def _become(asked: dict) -> None:
    """Turn a process that was just forked into the one that is asked for."""
    os.chdir(asked["folder"])
    for descriptor, place in enumerate((os.devnull, asked["out"], asked["err"])):
        opened = os.open(place, os.O_WRONLY if descriptor else os.O_RDONLY)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.path[0] = asked["folder"]
    sys.argv = ["", *asked["arguments"]]


def _serve() -> None:
    """Fork for every line on stdin; answer with the exit code."""
    gc.disable()
    for module in IMPORTED:
        __import__(module)
    gc.freeze()
    gc.enable()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
            # What ends the module ends the process, as it would on the command line.
            runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


@cache
def _server() -> subprocess.Popen:
    command = [sys.executable, __file__]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    atexit.register(server.communicate)
    return server


def _wait(server: subprocess.Popen, seconds: float) -> int:
    if not select.select([server.stdout], [], [], seconds)[0]:
        os.killpg(server.pid, signal.SIGKILL)
        server.communicate()
        atexit.unregister(server.communicate)
        _server.cache_clear()
        raise TimeoutError(f"a command did not end within {seconds:g} s")
    return int(server.stdout.readline())


def run_module(module: str, *arguments: object, cwd: Path, seconds: float = 300) -> subprocess.CompletedProcess:
    """What `python -m module ...` does in a folder. Raises TimeoutError."""
    server = _server()
    asked = {"module": module, "arguments": [*map(str, arguments)], "folder": str(cwd), "environment": dict(os.environ)}
    with tempfile.NamedTemporaryFile("r") as out, tempfile.NamedTemporaryFile("r") as err:
        server.stdin.write(json.dumps({**asked, "out": out.name, "err": err.name}) + "\n")
        server.stdin.flush()
        code = _wait(server, seconds)
        return subprocess.CompletedProcess([module, *arguments], code, out.read(), err.read())


if __name__ == "__main__":
    _serve()
