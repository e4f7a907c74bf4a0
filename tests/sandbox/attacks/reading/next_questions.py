"""Reads the grader's next questions from every descriptor, before they are asked.
Ends as: fail, crash, error, timeout
"""

import contextlib
import os


def attack(X, wrong):
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.set_blocking(descriptor, False)
            os.read(descriptor, 1 << 20)
            os.set_blocking(descriptor, True)
    return wrong
