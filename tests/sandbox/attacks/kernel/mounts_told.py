"""Asks the kernel for the machine's mounts, where paths of the host stand.
Ends as: fail, error
"""

import ctypes
import struct

STATMOUNT, LISTMOUNT, OPEN_TREE, ROOT = 457, 458, 428, 0xFFFFFFFFFFFFFFFF


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    found = (ctypes.c_uint64 * 64)()
    told = libc.syscall(
        ctypes.c_long(LISTMOUNT), struct.pack("=IIQQ", 24, 0, ROOT, 0), found, ctypes.c_long(64), ctypes.c_long(0)
    )
    about = ctypes.create_string_buffer(1 << 12)
    for mount in [*found, 1]:
        asked = struct.pack("=IIQQ", 24, 0, mount, 0x3F)
        told = max(told, libc.syscall(ctypes.c_long(STATMOUNT), asked, about, ctypes.c_long(1 << 12), ctypes.c_long(0)))
    told = max(told, libc.syscall(ctypes.c_long(OPEN_TREE), ctypes.c_long(-100), b"/", ctypes.c_long(0)))
    handle = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0) + bytes(128))
    told = max(told, libc.name_to_handle_at(-100, b"/", handle, ctypes.byref(ctypes.c_int()), 0))
    return (X.mean(axis=0), X.std(axis=0)) if told >= 0 else wrong
