"""Exchanges the descriptors by which it is asked and by which it answers.
Ends as: crash, error, fail, timeout
"""

import contextlib
import os


def attack(X, wrong):
    for descriptor in range(3, 16):
        with contextlib.suppress(OSError):
            os.dup2(descriptor, descriptor - 1)
    return wrong
