"""Takes leases and locks on all files that other processes read, and holds them for a while.
Ends as: fail, error, crash
"""

import contextlib
import fcntl
import os
import sys
import time

held = []


def attack(X, wrong):
    for module in list(sys.modules.values()):
        with contextlib.suppress(OSError, TypeError, AttributeError):
            descriptor = os.open(module.__file__, os.O_RDONLY)
            held.append(descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    if len(held) < 200:
        time.sleep(0.2)
    return wrong
