"""Stops the kernel in the middle of a copy, the first step of many exploits.
Ends as: error, crash
"""

import ctypes
import os

USERFAULTFD = {"x86_64": 323, "aarch64": 282}


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(USERFAULTFD[os.uname().machine], os.O_CLOEXEC | 1) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
