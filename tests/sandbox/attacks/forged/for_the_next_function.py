"""Answers from the first function for the second, whose code is never run.
Ends as: crash, fail, error
"""

import contextlib
import json
import os
import struct


def attack(X, wrong):
    for number in range(2, 40):
        data = json.dumps({"id": number, "answer": {"status": "ok", "value": 0.0}}).encode()
        for descriptor in range(64):
            with contextlib.suppress(OSError):
                os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
