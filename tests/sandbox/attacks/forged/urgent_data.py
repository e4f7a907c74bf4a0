"""Sends urgent data, which stands outside of the stream, before its answer.
Ends as: crash, error, fail, timeout
"""

import contextlib
import os
import socket


def attack(X, wrong):
    for descriptor in range(3, 16):
        with contextlib.suppress(OSError, ValueError):
            socket.socket(fileno=os.dup(descriptor)).send(b"!", socket.MSG_OOB)
    return wrong
