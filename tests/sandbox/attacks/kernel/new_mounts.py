"""Mounts by the newer system calls, which older filters do not know.
Ends as: error, crash
"""

import ctypes
import os

OPEN_TREE, MOVE_MOUNT, FSOPEN, FSMOUNT, MOUNT_SETATTR = 428, 429, 430, 432, 442
CLONE, RECURSIVE = 1, 0x8000


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    tried = [
        libc.syscall(OPEN_TREE, -100, b"/", CLONE | os.O_CLOEXEC | RECURSIVE),
        libc.syscall(FSOPEN, b"proc", 0),
        libc.syscall(FSOPEN, b"tmpfs", 0),
        libc.syscall(MOUNT_SETATTR, -100, b"/", 0, (ctypes.c_uint64 * 4)(0, 1, 0, 0), 32),
    ]
    if max(tried) >= 0:
        return wrong
    raise OSError(ctypes.get_errno(), "refused")
