"""Forks by the bare system calls, past Python and the C library.
Ends as: error, crash
"""

import ctypes
import os
import signal

CLONE3 = 435


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_uint64 * 11)(0, 0, 0, 0, signal.SIGCHLD)
    made = [libc.syscall(CLONE3, arguments, ctypes.sizeof(arguments)), libc.vfork()]
    if 0 in made:
        os._exit(0)
    if max(made) < 0:
        raise OSError(ctypes.get_errno(), "no new process")
    return wrong
