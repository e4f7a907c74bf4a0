"""Closes every descriptor, the grader's pipes among them.
Ends as: crash, error, timeout
"""

import os


def attack(X, wrong):
    os.closerange(0, 65_536)
    return wrong
