"""Writes zeros to every descriptor until nobody takes them any more.
Ends as: crash, error, timeout
"""

import contextlib
import os


def attack(X, wrong):
    data = bytes(1 << 20)
    for _ in range(100):
        for descriptor in range(3, 64):
            with contextlib.suppress(OSError):
                os.write(descriptor, data)
    return wrong
