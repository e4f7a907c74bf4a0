"""Asks for a right solution on an abstract socket, of a submission that runs at the same time.
Ends as: fail, error, crash
"""

import contextlib
import socket
import time

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 2:
        return wrong
    for _ in range(4):
        with socket.socket(socket.AF_UNIX) as opened, contextlib.suppress(ConnectionRefusedError):
            opened.connect("\0left-by-attack")
            left = {}
            exec(opened.recv(4_096).decode(), left)
            return left["gift"](X)
        time.sleep(0.1)
    return wrong
