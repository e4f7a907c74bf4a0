"""Announces a thousand bytes, sends three, and waits.
Ends as: timeout, crash, error, fail
"""

import contextlib
import os
import struct
import time


def attack(X, wrong):
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", 1_000) + b'{"i')
    while True:
        time.sleep(1_000)
