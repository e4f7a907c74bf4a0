"""Leaves a right solution for the next submission, in any folder that can be written to.
Ends as: fail
"""

import os

GIFT = "def gift(X):\n    return X.mean(axis=0), X.std(axis=0)\n"


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
        try:
            with open(os.path.join(folder, "left-by-attack.py"), "w") as opened:
                opened.write(GIFT)
        except OSError:
            continue
    return wrong
