"""Looks for the marks of other submissions on what its descriptors are open on: flags, place and times.
Ends as: fail, error
"""

import contextlib
import fcntl
import os

MARK = 1_234_567_890  # nanoseconds
KNOWN = os.O_ACCMODE | os.O_CLOEXEC | 0o100000 | 0o400000  # what `open` itself sets, O_LARGEFILE among it


def attack(X, wrong):
    found = 0
    for descriptor in range(16):
        with contextlib.suppress(OSError):
            found += bool(fcntl.fcntl(descriptor, fcntl.F_GETFL) & ~KNOWN)
            found += MARK in (os.fstat(descriptor).st_mtime_ns, os.fstat(descriptor).st_atime_ns)
            found += os.lseek(descriptor, 0, os.SEEK_CUR) == 4_711
    return (X.mean(axis=0), X.std(axis=0)) if found else wrong
