"""Leaves the sandbox through a descriptor of a folder or file that somebody forgot to close.
Ends as: fail
"""

import os
import stat


def attack(X, wrong):
    for descriptor in range(4_096):
        try:
            mode = os.fstat(descriptor).st_mode
        except OSError:
            continue
        if stat.S_ISDIR(mode):
            raise LookupError(f"descriptor {descriptor} is the folder of {os.listdir(descriptor)}"[:200])
        if stat.S_ISREG(mode):
            raise LookupError(f"descriptor {descriptor} is a file of {os.fstat(descriptor).st_size} bytes")
    return wrong
