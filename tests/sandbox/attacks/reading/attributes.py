"""Reads, writes and lists extended attributes of files, open or not, and the flags of a file.
Ends as: fail, error
"""

import contextlib
import fcntl
import os
import struct

GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602


def attack(X, wrong):
    done = 0
    for path in ("/", os.__file__, "/etc/passwd", *range(16)):
        for act in (
            lambda path: os.listxattr(path),
            lambda path: os.setxattr(path, "user.left-by-attack", b"mark"),
            lambda path: os.removexattr(path, "user.other"),
            lambda path: fcntl.ioctl(path, GET_FLAGS, bytes(8)),
            lambda path: fcntl.ioctl(path, SET_FLAGS, struct.pack("q", 0x40)),
        ):
            with contextlib.suppress(OSError, TypeError):
                act(path)
                done += 1
    return (X.mean(axis=0), X.std(axis=0)) if done else wrong
