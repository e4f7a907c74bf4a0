"""Announces a frame of four gigabytes, and sends 64 MB of it.
Ends as: crash, error, fail, timeout, memory
"""

import contextlib
import os


def attack(X, wrong):
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\xff\xff\xff\xf0")
            for _ in range(64):
                os.write(descriptor, b"[" * (1 << 20))
    return wrong
