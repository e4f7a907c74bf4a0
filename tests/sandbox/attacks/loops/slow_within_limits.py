"""Is slow, but stays within the time that a function has.
Ends as: fail
"""

import time


def attack(X, wrong):
    time.sleep(0.2)
    return wrong
