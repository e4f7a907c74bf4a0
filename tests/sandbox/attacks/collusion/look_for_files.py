"""Looks for what an earlier submission left in any folder.
Ends as: fail
"""

import os


def attack(X, wrong):
    for folder in (
        ".",
        "/",
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "/run",
        "/dev",
        "/course",
        "/site",
        os.path.expanduser("~"),
    ):
        path = os.path.join(folder, "left-by-attack.py")
        if os.path.exists(path):
            left = {}
            with open(path) as opened:
                exec(opened.read(), left)
            return left["gift"](X)
    return wrong
