"""Watches the machine's other processes through performance counters.
Ends as: error, crash
"""

import ctypes
import os

PERF_EVENT_OPEN = {"x86_64": 298, "aarch64": 241}
SOFTWARE, SIZE = 1, 112


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    about = (ctypes.c_uint32 * 28)(SOFTWARE, SIZE)
    if libc.syscall(PERF_EVENT_OPEN[os.uname().machine], about, 0, -1, -1, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
