"""Takes all of the machine's contexts for asynchronous file access, of which databases need some.
Ends as: error, crash
"""

import ctypes
import os

IO_SETUP = {"x86_64": 206, "aarch64": 0}


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(IO_SETUP[os.uname().machine], 60_000, ctypes.byref(ctypes.c_ulong(0))) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
