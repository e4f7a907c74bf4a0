"""Inside the walls: a server that has numpy ready and forks a process for every submission.

Starting Python and importing numpy takes 80 ms; a fork of this process a few. It reads
nothing that a submission wrote. Requests come over its standard input, a socket of
datagrams: FORK, with the end of a socket for the new process and a standard output of its
own, or KILL. Each is answered with the same byte, after it was done. At most one
submission lives at a time.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable

from autograder.sandbox.confine import fork_into_namespaces, not_to_be_traced
from autograder.sandbox.system_calls import filter_program
from autograder.sandbox.worker import main as work

FORK, KILL = b"F", b"K"


def _guard_of(channel: int, output: int) -> None:
    """The first process of the namespaces: starts the submission's process and ends with it.

    The submission cannot be the first one itself: that one is deaf to its own signals.
    """
    if os.fork() == 0:
        os.dup2(output, 1)
        os.close(output)
        work(channel)
    os.close(channel)
    os.wait()
    os._exit(0)


def _fork(control: socket.socket, channel: int, output: int) -> int:
    child = fork_into_namespaces()
    if child == 0:
        try:
            control.close()
            _guard_of(channel, output)
        finally:
            os._exit(1)
    return child


def _end(child: int) -> None:
    """Kill a submission's first process; a guard takes every process in its namespaces with it."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def serve(fork: Callable[[socket.socket, int, int], int]) -> None:
    """Serve until the judge closes the socket.

    fork: starts the submission's process, given the judge's socket (which it closes), its channel and its standard
        output; returns the number of the process to kill.
    """
    filter_program(os.getpid())  # made once, before the forks
    control = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)
    child = None
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if child is not None:
            _end(child)
            child = None
        if request == FORK:
            child = fork(control, *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        elif request != KILL:
            sys.exit(0)
        control.send(request)


def main() -> None:
    """Serve behind bubblewrap's walls."""
    not_to_be_traced()
    serve(_fork)
