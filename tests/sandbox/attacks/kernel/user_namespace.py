"""Becomes root of a user namespace of its own, from where more of the kernel can be reached.
Ends as: error, crash
"""

import ctypes

CLONE_NEWUSER, CLONE_NEWNS = 0x10000000, 0x00020000


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0 and libc.unshare(CLONE_NEWUSER) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
