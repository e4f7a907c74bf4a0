"""Takes little enough time in each call, and too much in all of them together.
Ends as: timeout
Earns at most: 0.8
"""

import time


def attack(X, wrong):
    time.sleep(2.5)
    return X.mean(axis=0), X.std(axis=0)
