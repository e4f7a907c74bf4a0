"""Hides memory in the kernel's buffers of full pipes and sockets.
Ends as: error, fail
"""

import fcntl
import os

ends = []


def attack(X, wrong):
    for _ in range(10_000):
        reading, writing = os.pipe()
        ends.append((reading, writing))
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20)
        os.write(writing, b"x" * (1 << 20))
    return wrong
