"""Writes a gigabyte past Python to the standard output and error.
Ends as: fail, error, crash, timeout
"""

import contextlib
import os

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 2:
        return wrong
    data = b"\x1b[2J\x1b]0;owned\x07" * 65_536
    for _ in range(100):
        for descriptor in (0, 1, 2):
            with contextlib.suppress(OSError):
                os.write(descriptor, data)
    return wrong
