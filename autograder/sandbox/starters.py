"""Starting processes behind the walls: a fork server where the machine allows it, else a fresh start each."""

import os
import socket
import subprocess
from collections.abc import Iterator
from typing import Protocol

from autograder.sandbox.own_users import one_each
from autograder.sandbox.server import FORK, KILL
from autograder.sandbox.walls import WORKER, SandboxUnavailable, Walls

START_SECONDS = 30.0


class Starter(Protocol):
    """Starts the processes of one judge, one after the other. users: what the next ones become, each another one."""

    walls: Walls
    users: Iterator[int | None]

    def start(self) -> socket.socket:
        """A new process, the one before ended. Returns the channel to it."""

    def end(self) -> str:
        """End the process, and with it all that the submission started. Returns what the machine said of it."""

    def close(self) -> None:
        """End everything."""


def _popen(command: tuple[str, ...], channel: socket.socket) -> subprocess.Popen:
    # Its own environment, empty but for what numpy needs: nothing of the grader's crosses.
    environment = {"OPENBLAS_NUM_THREADS": "1"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=channel, stdout=quiet, stderr=subprocess.PIPE)


def _stop(process: subprocess.Popen) -> str:
    """Kill a process. Returns what it wrote to standard error."""
    process.kill()
    words = process.stderr.read(2_000).decode(errors="replace").strip()
    process.stderr.close()
    process.wait()
    return words


class ForkServer:
    """One server behind the walls, which forks a process for every submission."""

    def __init__(self, walls: Walls) -> None:
        self.walls, self.users = walls, one_each(walls.users)
        self._server: subprocess.Popen | None = None
        self._control: socket.socket | None = None

    def start(self) -> socket.socket:
        """A new process, the one before ended. Raises `SandboxUnavailable`."""
        for _ in range(2):  # a server that was killed, by a full memory perhaps, is replaced
            if self._server is None:
                self._start_server()
            ours, theirs = socket.socketpair()
            # Opened anew: where two submissions share an open file, they share its flags and its place too.
            with theirs, open(os.devnull, "r+b", buffering=0) as output:
                if self._requested(FORK, [theirs.fileno(), output.fileno()]):
                    return ours
            ours.close()
            words = self._end_server()
        raise SandboxUnavailable(words or "its server did not start a process")

    def _start_server(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(START_SECONDS)
        with theirs:
            self._server = _popen(self.walls.running(self.walls.server), theirs)

    def _requested(self, request: bytes, descriptors: list[int]) -> bool:
        """Whether the server did what it was asked to."""
        try:
            socket.send_fds(self._control, [request], descriptors)
            return self._control.recv(1) == request
        except OSError:
            return False

    def end(self) -> str:
        """End the process. A server that does not answer is ended with it; the next start makes a new one."""
        if self._server is None or self._requested(KILL, []):
            return ""
        return self._end_server()

    def _end_server(self) -> str:
        self._control.close()
        words = _stop(self._server)
        self._server = self._control = None
        return words

    def close(self) -> None:
        """End the server, and with it every process that it forked."""
        if self._server is not None:
            self._end_server()


class FreshProcesses:
    """A fresh start for every submission."""

    def __init__(self, walls: Walls) -> None:
        self.walls, self.users = walls, one_each(walls.users)
        self._process: subprocess.Popen | None = None

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
    return ForkServer(walls) if walls.server else FreshProcesses(walls)
