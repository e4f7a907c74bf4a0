"""Reads the kernel's log, in which other programs and other users are named.
Ends as: error, crash
"""

import ctypes

READ_ALL = 3


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    log = ctypes.create_string_buffer(1 << 16)
    if libc.klogctl(READ_ALL, log, len(log)) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
