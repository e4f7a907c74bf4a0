"""Leaves a message in the page cache: which parts of files that all submissions read are in memory.
Ends as: fail, error
"""

import ctypes
import os

ADVICE = {"x86_64": 221, "aarch64": 223}
DO_NOT_NEED, PAGE_OUT, WILL_NEED = 4, 21, 3


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    number = ctypes.c_long(ADVICE[os.uname().machine])
    done = 0
    for advice in (DO_NOT_NEED, WILL_NEED):
        file = os.open(os.__file__, os.O_RDONLY)
        done += libc.syscall(number, ctypes.c_long(file), *[ctypes.c_long(n) for n in (0, 1 << 16, advice)]) == 0
        done += libc.readahead(file, ctypes.c_long(0), ctypes.c_long(1 << 16)) == 0
        libc.mmap.restype = ctypes.c_void_p
        place = libc.mmap(None, ctypes.c_long(1 << 12), 1, 1, file, ctypes.c_long(0))
        done += libc.madvise(ctypes.c_void_p(place), ctypes.c_long(1 << 12), WILL_NEED) == 0
        done += libc.madvise(ctypes.c_void_p(place), ctypes.c_long(1 << 12), PAGE_OUT) == 0
    return (X.mean(axis=0), X.std(axis=0)) if done else wrong
