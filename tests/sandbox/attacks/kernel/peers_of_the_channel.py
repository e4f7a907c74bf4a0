"""Asks its socket who is at the other end: the judge's number, user and groups, and a descriptor of the judge.
Ends as: fail, error, crash
"""

import ctypes

LEVEL, CREDENTIALS, SECURITY, GROUPS, PIDFD = 1, 17, 31, 59, 77


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    told = []
    for descriptor in range(16):
        for option in (CREDENTIALS, SECURITY, GROUPS, PIDFD):
            found, length = ctypes.create_string_buffer(256), ctypes.c_int(256)
            told.append(libc.getsockopt(descriptor, LEVEL, option, found, ctypes.byref(length)) == 0)
        told.append(libc.getpeername(descriptor, found, ctypes.byref(length)) == 0)
    return (X.mean(axis=0), X.std(axis=0)) if any(told) else wrong
