"""Takes its parent's open files through a pidfd.
Ends as: error, crash
"""

import ctypes
import os

PIDFD_GETFD = 438


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    for process in (os.getppid(), 1):
        parent = os.pidfd_open(process)
        for descriptor in range(64):
            if process != os.getpid() and libc.syscall(PIDFD_GETFD, parent, descriptor, 0) >= 0:
                return wrong
    raise OSError(ctypes.get_errno(), "refused")
