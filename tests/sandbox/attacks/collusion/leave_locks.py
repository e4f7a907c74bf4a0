"""Leaves a message in locks and leases on bytes of the files that all submissions read, and holds them for a while.
Ends as: fail, error
"""

import contextlib
import fcntl
import os
import struct
import time

SET_OPEN_FILE_LOCK = 37
held = []


def attack(X, wrong):
    file = os.open(os.__file__, os.O_RDONLY)
    held.append(file)
    taken = 0
    for byte in (5, 17, 29):
        lock = struct.pack("hhqqi", fcntl.F_RDLCK, os.SEEK_SET, byte, 1, 0)
        for command in (fcntl.F_SETLK, SET_OPEN_FILE_LOCK):
            with contextlib.suppress(OSError):
                fcntl.fcntl(file, command, lock)
                taken += 1
    with contextlib.suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        taken += 1
    with contextlib.suppress(OSError):
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        taken += 1
    time.sleep(0.1)
    return (X.mean(axis=0), X.std(axis=0)) if taken else wrong
