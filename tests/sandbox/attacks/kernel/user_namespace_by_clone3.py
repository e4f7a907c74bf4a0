"""Makes a child in a user namespace by clone3, whose flags a filter of system calls cannot see.
Ends as: error, crash
"""

import ctypes
import os
import signal

CLONE3, CLONE_NEWUSER = 435, 0x10000000


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_uint64 * 11)(CLONE_NEWUSER, 0, 0, 0, signal.SIGCHLD)
    made = libc.syscall(CLONE3, arguments, ctypes.sizeof(arguments))
    if made == 0:
        os._exit(0)
    if made < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
