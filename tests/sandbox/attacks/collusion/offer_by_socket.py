"""Offers a right solution on an abstract socket, for a submission that runs at the same time.
Ends as: fail, error, crash
"""

import socket
import time

GIFT = b"def gift(X):\n    return X.mean(axis=0), X.std(axis=0)\n"

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 2:
        return wrong
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("\0left-by-attack")
        opened.listen()
        opened.settimeout(0.4)
        try:
            connection, _ = opened.accept()
            connection.sendall(GIFT)
            time.sleep(0.2)
        except TimeoutError:
            pass
    return wrong
