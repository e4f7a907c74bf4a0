"""Shuts the channel for writing, or for reading, and goes on living.
Ends as: crash, error, timeout
"""

import contextlib
import os
import socket
import time


def attack(X, wrong):
    for descriptor in range(3, 16):
        with contextlib.suppress(OSError, ValueError):
            socket.socket(fileno=os.dup(descriptor)).shutdown(socket.SHUT_RDWR)
    time.sleep(1)
    return wrong
