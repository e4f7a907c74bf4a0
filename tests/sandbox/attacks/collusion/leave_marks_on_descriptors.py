"""Leaves marks on what its descriptors are open on: flags, owner, place and times.
Ends as: fail, error
"""

import contextlib
import fcntl
import os

MARK = 1_234_567_890  # nanoseconds


def attack(X, wrong):
    marked = 0
    for descriptor in range(16):
        for command, argument in (
            (fcntl.F_SETFL, os.O_APPEND),
            (fcntl.F_SETFL, fcntl.FASYNC),
            (fcntl.F_SETOWN, 0),
            (1026, 0),  # F_NOTIFY
            (1036, 3),  # F_SET_RW_HINT
        ):
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, command, argument)
                marked += 1
        with contextlib.suppress(OSError):
            os.utime(descriptor)
            marked += 1
        with contextlib.suppress(OSError):
            os.utime(descriptor, ns=(MARK, MARK))
            marked += 1
        with contextlib.suppress(OSError):
            os.setxattr(descriptor, "user.mark", b"mark")
            marked += 1
        with contextlib.suppress(OSError):
            os.set_blocking(descriptor, False)
            marked += 1
        with contextlib.suppress(OSError):
            os.lseek(descriptor, 4_711, os.SEEK_SET)
    return (X.mean(axis=0), X.std(axis=0)) if marked else wrong
