"""Asks how much memory the machine has left, how busy it is, and how full its disks are: all who run there change that.
Ends as: fail, error
"""

import contextlib
import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    told = libc.sysinfo(ctypes.create_string_buffer(256)) == 0
    for ask in (os.getloadavg, lambda: os.statvfs("/"), lambda: os.fstatvfs(0), lambda: os.listdir("/proc")):
        with contextlib.suppress(OSError):
            ask()
            told = True
    return (X.mean(axis=0), X.std(axis=0)) if told else wrong
