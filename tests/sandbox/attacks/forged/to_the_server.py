"""Writes orders to whoever listens on the other descriptors: start, stop, grade, quit, in many forms.
Ends as: crash, error, fail, timeout
"""

import contextlib
import json
import os
import struct

ORDERS = [
    {"name": "standardize", "source": "", "memory": 1 << 40, "cpu_seconds": 10**6, "uid": 0},
    {"fork": True},
    {"kill": 1},
    {"close": True},
    {"call": "exit"},
    {"status": "ok", "pid": 1, "started": 1},
]


def attack(X, wrong):
    for order in ORDERS:
        data = json.dumps(order).encode()
        for descriptor in range(3, 1_024):
            for text in (struct.pack(">I", len(data)) + data, data + b"\n", b"\0" * 8):
                with contextlib.suppress(OSError):
                    os.write(descriptor, text)
    return wrong
