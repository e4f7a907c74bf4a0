"""Enters the namespaces of its parent and of the first process.
Ends as: error, crash
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    for process in (os.getppid() or 1, 1):
        descriptor = os.pidfd_open(process)
        for kind in (0x00020000, 0x10000000, 0x20000000, 0x08000000, 0x40000000):
            if libc.setns(descriptor, kind) == 0:
                return wrong
    raise OSError(ctypes.get_errno(), "refused")
