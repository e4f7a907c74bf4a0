"""Answers with ids that are texts, negative, huge, missing or doubled.
Ends as: crash, fail, error
"""

import contextlib
import json
import os
import struct

calls = []
IDS = ["1", -1, 10**300, None, 1.0, [1], {"id": 1}, True]


def attack(X, wrong):
    number = IDS[len(calls) % len(IDS)]
    calls.append(X)
    data = json.dumps({"id": number, "answer": {"status": "ok", "value": 1.0}, "extra": 1}).encode()
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
