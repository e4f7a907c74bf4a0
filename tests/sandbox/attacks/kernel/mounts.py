"""Mounts /proc, a temporary folder, and the root anew as writable.
Ends as: error, crash
"""

import ctypes

REMOUNT, BIND = 32, 4096


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    for source, place, kind, flags in (
        (b"proc", b"/dev", b"proc", 0),
        (b"tmpfs", b"/dev", b"tmpfs", 0),
        (b"/", b"/", None, REMOUNT | BIND),
        (b"/usr", b"/dev", None, BIND),
    ):
        if libc.mount(source, place, kind, flags, None) == 0:
            return wrong
    if libc.umount2(b"/dev", 2) == 0:
        return wrong
    raise OSError(ctypes.get_errno(), "refused")
