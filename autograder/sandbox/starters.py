"""Starting processes behind the walls: a fork server where the machine allows it, else a fresh start each."""

import socket
import subprocess
from dataclasses import dataclass
from typing import Protocol

from autograder.sandbox.server import FORK, KILL
from autograder.sandbox.walls import SERVER, WORKER, Walls, unavailable

START_SECONDS = 30.0


class Starter(Protocol):
    """Starts the processes of one judge, one after the other."""

    walls: Walls

    def start(self) -> socket.socket:
        """A new process, the one before ended. Returns the channel to it."""

    def end(self) -> str:
        """End the process, and with it all that the submission started. Returns what the machine said of it."""

    def close(self) -> None:
        """End everything."""


def _popen(command: tuple[str, ...], channel: socket.socket) -> subprocess.Popen[bytes]:
    # Its own environment, empty but for what numpy needs: nothing of the grader's crosses.
    environment = {"OPENBLAS_NUM_THREADS": "1"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=channel.fileno(), stdout=quiet, stderr=subprocess.PIPE)


def _stop(process: subprocess.Popen[bytes]) -> str:
    """Kill a process. Returns what it wrote to standard error."""
    process.kill()
    with process:
        return process.stderr.read(2_000).decode(errors="replace").strip() if process.stderr else ""


@dataclass(frozen=True)
class _Server:
    """A server behind the walls, and the socket over which it takes requests."""

    process: subprocess.Popen[bytes]
    control: socket.socket

    def does(self, request: bytes, descriptors: list[int]) -> bool:
        """Whether the server did what it was asked to."""
        try:
            socket.send_fds(self.control, [request], descriptors)
            return self.control.recv(1) == request
        except OSError:
            return False


def _started(walls: Walls) -> _Server:
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    control.settimeout(START_SECONDS)
    with theirs:
        return _Server(_popen(walls.running(SERVER), theirs), control)


class ForkServer:
    """One server behind the walls, which forks a process for every submission."""

    def __init__(self, walls: Walls) -> None:
        self.walls = walls
        self._server: _Server | None = None

    def start(self) -> socket.socket:
        """A new process, the one before ended. Raises `SandboxUnavailable`."""
        for _ in range(2):  # a server that was killed, by a full memory perhaps, is replaced
            server = self._server = self._server or _started(self.walls)
            ours, theirs = socket.socketpair()
            with theirs:
                if server.does(FORK, [theirs.fileno()]):
                    return ours
            ours.close()
            words = self._end_server(server)
        raise unavailable(words or "its server did not start a process")

    def end(self) -> str:
        """End the process. A server that does not answer is ended with it; the next start makes a new one."""
        if self._server is None or self._server.does(KILL, []):
            return ""
        return self._end_server(self._server)

    def _end_server(self, server: _Server) -> str:
        server.control.close()
        self._server = None
        return _stop(server.process)

    def close(self) -> None:
        """End the server, and with it every process that it forked."""
        if self._server is not None:
            self._end_server(self._server)


class FreshProcesses:
    """A fresh start for every submission."""

    def __init__(self, walls: Walls) -> None:
        self.walls = walls
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> socket.socket:
        """A new process, the one before ended."""
        self.end()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = _popen(self.walls.running(WORKER), theirs)
        return ours

    def end(self) -> str:
        """End the process, and with it every process that it started."""
        words = _stop(self._process) if self._process is not None else ""
        self._process = None
        return words

    def close(self) -> None:
        """End the process."""
        self.end()


def starter(walls: Walls) -> Starter:
    """What starts the processes of one judge behind these walls."""
    return ForkServer(walls) if walls.forks else FreshProcesses(walls)
