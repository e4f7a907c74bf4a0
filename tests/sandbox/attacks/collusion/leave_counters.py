"""Leaves a message in what the kernel counts for a user or the machine: timers, locked, huge and piped memory.
Ends as: fail, error
"""

import contextlib
import ctypes
import mmap
import os

HUGE_PAGES, LOCKED = 0x40000, 0x2000
held = []


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    timer = ctypes.c_void_p()
    taken = sum(libc.timer_create(1, None, ctypes.byref(timer)) == 0 for _ in range(100))
    place = ctypes.create_string_buffer(1 << 14)
    taken += libc.mlock(place, ctypes.c_long(1 << 12)) == 0
    for flag in (HUGE_PAGES, LOCKED):
        with contextlib.suppress(OSError):
            held.append(mmap.mmap(-1, 1 << 21, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | flag))
            taken += 1
    with contextlib.suppress(OSError):
        held.append(os.pipe())
        taken += 1
    for make in (libc.epoll_create1, libc.inotify_init1, lambda flags: libc.eventfd(0, flags)):
        taken += make(0) >= 0
    return (X.mean(axis=0), X.std(axis=0)) if taken else wrong
