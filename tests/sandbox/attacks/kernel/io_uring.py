"""Does its system calls through io_uring, where no filter sees them.
Ends as: error, crash
"""

import ctypes

IO_URING_SETUP = 425


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(IO_URING_SETUP, 8, (ctypes.c_char * 120)()) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
