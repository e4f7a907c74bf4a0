"""Shuts the channel for writing, or for reading, and goes on living.
Ends as: crash, error, timeout, fail
"""

import ctypes
import socket
import time


def attack(X, wrong):
    for descriptor in range(3, 16):
        ctypes.CDLL(None).shutdown(descriptor, socket.SHUT_RDWR)
    time.sleep(1)
    return wrong
