"""The walls around student code: what they are called, and the program that runs inside."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# "auto" is the first of the next two that starts on this machine.
ISOLATIONS = ("auto", "bubblewrap", "landlock", "none")

PACKAGE = Path(__file__).resolve().parents[1]
_START = (
    "import sys; sys.path[:0] = [{course!r}, {site!r}]; from autograder.sandbox.{module} import main; main({channel})"
)
SERVER, LANDLOCK_SERVER, WORKER = ("server", ""), ("landlock_server", ""), ("worker", "0")


class SandboxUnavailable(RuntimeError):
    """The sandbox cannot start on this machine; the message says what failed and what mends it."""


@dataclass(frozen=True)
class Walls:
    """How student code is walled off.

    name: "bubblewrap", "landlock", or "none", which must be asked for by name.
    command: starts Python inside; what it shall run is still to be added.
    users: what processes become inside, each another one; None to stay.
    server: the program that forks a process for every submission. Without one Python is started for
        each: as strong, but slower. It is the way where a machine allows no namespaces inside namespaces.
    """

    name: str
    command: tuple[str, ...]
    course: str
    site: str
    users: range | None = None
    server: tuple[str, str] | None = SERVER

    def running(self, program: tuple[str, str]) -> tuple[str, ...]:
        """The command that runs the server or `WORKER` inside."""
        module, channel = program
        return (*self.command, _START.format(course=self.course, site=self.site, module=module, channel=channel))


def python() -> tuple[str, ...]:
    """The command of this Python, alone: no environment, no installed package, no file written."""
    return str(Path(sys.executable).resolve()), "-I", "-S", "-B", "-c"


def own_paths() -> tuple[str, str]:
    """Where the course and numpy lie on this machine, as `Walls.course` and `Walls.site`."""
    return str(PACKAGE.parent), str(Path(np.__file__).parent.parent)


def no_walls() -> Walls:
    """The isolation "none": the machine's own Python, with limits on memory and time only."""
    return Walls("none", python(), *own_paths(), server=None)
