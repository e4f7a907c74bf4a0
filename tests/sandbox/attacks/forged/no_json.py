"""Sends bytes that are no JSON, JSON that is no object, and numbers that JSON does not know.
Ends as: crash, error, fail
"""

import contextlib
import os
import struct

TEXTS = [b"\xff\xfe\x00", b"null", b"[]", b"NaN", b"1" * 5_000, b'{"id": 1, "id": 2}', b'"', b"", b"{}" * 3]
calls = []


def attack(X, wrong):
    data = TEXTS[len(calls) % len(TEXTS)]
    calls.append(X)
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
