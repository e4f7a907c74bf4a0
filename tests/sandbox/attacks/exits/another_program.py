"""Replaces itself by another program, which inherits the pipes and answers by itself.
Ends as: crash, error
"""

import os
import sys

ANSWER = r"""
import json, os, struct
for n in range(100):
    data = json.dumps({"id": n, "answer": {"status": "ok", "value": 1.0}}).encode()
    for descriptor in range(16):
        try:
            os.write(descriptor, struct.pack(">I", len(data)) + data)
        except OSError:
            pass
"""


def attack(X, wrong):
    for descriptor in range(16):
        try:
            os.set_inheritable(descriptor, True)
        except OSError:
            continue
    os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", ANSWER])
