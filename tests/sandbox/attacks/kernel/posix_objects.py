"""Leaves a message queue, a semaphore and shared memory of POSIX behind.
Ends as: error, crash, fail
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.sem_open.restype = ctypes.c_void_p
    flags = os.O_CREAT | os.O_RDWR
    made = [libc.mq_open(b"/left-by-attack", flags, 0o666, None), libc.shm_open(b"/left-by-attack", flags, 0o666)]
    if max(made) < 0 and not libc.sem_open(b"/left-by-attack", flags, 0o666, 1):
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
