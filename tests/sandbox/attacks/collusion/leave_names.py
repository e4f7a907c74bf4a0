"""Leaves a right solution for the next submission in the names of empty folders, which no limit on files stops.
Ends as: fail, error, crash
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
