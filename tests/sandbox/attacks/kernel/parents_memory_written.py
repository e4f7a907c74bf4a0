"""Writes into its parent's memory.
Ends as: error, crash
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    copy = ctypes.create_string_buffer(b"x" * 64)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(copy), 64)
    there = (ctypes.c_size_t * 2)(id(X), 64)
    for process in (os.getppid(), 1):
        if process != os.getpid() and libc.process_vm_writev(process, here, 1, there, 1, 0) > 0:
            return wrong
    raise OSError(ctypes.get_errno(), "refused")
