"""Asks the kernel which parts of the files that all submissions read are in memory, without reading them.
Ends as: fail, error
"""

import ctypes
import os
import resource

CACHESTAT, DO_NOT_WAIT = 451, 8


def answers(libc):
    file = os.open(os.__file__, os.O_RDONLY)
    try:
        yield os.preadv(file, [bytearray(16)], 0, DO_NOT_WAIT) >= 0
    except BlockingIOError:
        yield True
    except OSError:
        yield False
    libc.mmap.restype = ctypes.c_void_p
    place = libc.mmap(None, ctypes.c_long(1 << 12), 1, 1, file, ctypes.c_long(0))
    yield libc.mincore(ctypes.c_void_p(place), ctypes.c_long(1 << 12), ctypes.create_string_buffer(1)) == 0
    found, where = (ctypes.c_uint64 * 5)(), (ctypes.c_uint64 * 2)(0, 1 << 12)
    yield libc.syscall(ctypes.c_long(CACHESTAT), ctypes.c_long(file), where, found, ctypes.c_long(0)) == 0
    try:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_majflt
        yield before >= 0  # whether a page came from the disk
    except OSError:
        yield False


def attack(X, wrong):
    told = list(answers(ctypes.CDLL(None, use_errno=True)))
    return (X.mean(axis=0), X.std(axis=0)) if any(told) else wrong
