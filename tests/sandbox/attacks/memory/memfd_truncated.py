"""Grows a file in memory without writing to it, and maps it shared.
Ends as: error, crash, memory
"""

import mmap
import os


def attack(X, wrong):
    descriptor = os.memfd_create("left-by-attack")
    os.ftruncate(descriptor, 1 << 33)
    shared = mmap.mmap(descriptor, 1 << 33)
    shared[::4096] = b"x" * (len(shared) // 4096)
    return wrong
