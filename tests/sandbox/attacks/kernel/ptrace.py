"""Attaches to the other processes as a debugger.
Ends as: error, crash
"""

import ctypes
import os

PTRACE_SEIZE = 0x4206


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    for process in (os.getppid(), 1, 2):
        if process != os.getpid() and libc.ptrace(PTRACE_SEIZE, process, None, None) == 0:
            return wrong
    raise OSError(ctypes.get_errno(), "refused")
