"""Looks for the locks of other submissions on the files that all of them read.
Ends as: fail, error
"""

import contextlib
import fcntl
import os
import struct

GET_OPEN_FILE_LOCK, GET_LEASE = 36, 1025


def attack(X, wrong):
    file = os.open(os.__file__, os.O_RDONLY)
    told = 0
    lock = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 64, 0)
    for command, argument in ((fcntl.F_GETLK, lock), (GET_OPEN_FILE_LOCK, lock), (GET_LEASE, 0)):
        with contextlib.suppress(OSError):
            fcntl.fcntl(file, command, argument)
            told += 1
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        told += 1
    except BlockingIOError:
        told += 1
    except OSError:
        pass
    return (X.mean(axis=0), X.std(axis=0)) if told else wrong
