"""Leaves through chroot and pivot_root.
Ends as: error, crash
"""

import ctypes
import os

PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(PIVOT_ROOT[os.uname().machine], b"/", b"/") == 0:
        return wrong
    os.chroot("/dev")
    os.chdir("../../../..")
    return wrong
