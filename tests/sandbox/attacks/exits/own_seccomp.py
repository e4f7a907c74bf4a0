"""Forbids itself every system call by a filter of its own, so that no answer can be sent.
Ends as: crash, error
"""

import ctypes

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, STRICT = 38, 22, 1


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(PR_SET_SECCOMP, STRICT, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
