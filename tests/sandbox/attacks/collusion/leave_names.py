"""Leaves a right solution for the next submission in the names of empty folders, which no limit on files stops.
Where the machine has many folders, the time is over first.
Ends as: fail, error, crash, timeout
"""

import os

GIFT = b"def gift(X):\n    return X.mean(axis=0), X.std(axis=0)\n".hex()


def attack(X, wrong):
    for folder, _, _ in os.walk("/"):
        try:
            os.mkdir(os.path.join(folder, f"left-by-attack-{GIFT}"))
        except OSError:
            continue
    return wrong
