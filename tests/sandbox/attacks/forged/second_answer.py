"""Sends an answer of its own, and then the course's, so that each question gets the answer of the one before.
Ends as: crash, fail, error
"""

import contextlib
import json
import os
import struct

calls = []


def attack(X, wrong):
    calls.append(X)
    data = json.dumps({"id": len(calls), "answer": {"status": "ok", "value": 1.0}}).encode()
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
