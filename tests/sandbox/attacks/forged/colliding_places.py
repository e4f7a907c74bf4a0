"""Answers rightly but for a hundred thousand places that it changed, which all have one hash.
Ends as: crash, error, fail, timeout
"""

import base64
import contextlib
import json
import os
import struct
import sys

calls = []


def attack(X, wrong):
    calls.append(X)
    places = [[k * sys.hash_info.modulus] for k in range(1, 100_000)]
    parts = [{"array": text(a), "shape": [len(a)], "dtype": a.dtype.name} for a in (X.mean(axis=0), X.std(axis=0))]
    answer = {"status": "ok", "value": {"tuple": parts}, "changed": places, "shared": places}
    data = json.dumps({"id": len(calls), "answer": answer}).encode()
    data = memoryview(struct.pack(">I", len(data)) + data)
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            rest = data
            while rest:
                rest = rest[os.write(descriptor, rest) :]
    return wrong


def text(array):
    return base64.b64encode(array.tobytes()).decode()
