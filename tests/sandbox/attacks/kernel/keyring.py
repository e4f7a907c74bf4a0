"""Leaves a key in the user's and in the session's keyring, which no namespace keeps apart.
Ends as: error, crash
"""

import ctypes
import os

ADD_KEY = {"x86_64": 248, "aarch64": 217}
SESSION, USER, USER_SESSION = -3, -4, -5


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    number = ADD_KEY[os.uname().machine]
    for ring in (SESSION, USER, USER_SESSION):
        if libc.syscall(number, b"user", b"left-by-attack", b"gift", ctypes.c_long(4), ctypes.c_long(ring)) > 0:
            return wrong
    raise OSError(ctypes.get_errno(), "refused")
