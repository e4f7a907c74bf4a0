"""Lets the kernel start its helper program that looks for a key.
Ends as: error, crash
"""

import ctypes
import os

REQUEST_KEY, KEYCTL = {"x86_64": 249, "aarch64": 218}, {"x86_64": 250, "aarch64": 219}
JOIN_SESSION = 1


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    joined = libc.syscall(KEYCTL[os.uname().machine], JOIN_SESSION, b"left-by-attack")
    asked = libc.syscall(REQUEST_KEY[os.uname().machine], b"user", b"left-by-attack", b"", ctypes.c_long(-4))
    if joined < 0 and asked < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
