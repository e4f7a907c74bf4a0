"""Reads its parent's memory, where the expected values would be.
Ends as: error, crash
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    copy = ctypes.create_string_buffer(4_096)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(copy), 4_096)
    # After a fork the parent's memory lies at the same addresses.
    there = (ctypes.c_size_t * 2)(id(X) & ~0xFFF, 4_096)
    for process in (os.getppid(), 1):
        if process != os.getpid() and libc.process_vm_readv(process, here, 1, there, 1, 0) > 0:
            return wrong
    raise OSError(ctypes.get_errno(), "refused")
