"""Leaves its session and process group, so that whoever ends those misses it.
Ends as: fail, error, crash
"""

import ctypes
import os

PR_SET_NAME, PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 15, 1, 36


def attack(X, wrong):
    libc = ctypes.CDLL(None)
    for option, value in ((PR_SET_NAME, b"left-by-attack"), (PR_SET_PDEATHSIG, 0), (PR_SET_CHILD_SUBREAPER, 1)):
        libc.prctl(option, value, 0, 0, 0)
    try:
        os.setsid()
    except OSError:
        os.setpgid(0, 0)
    return wrong
