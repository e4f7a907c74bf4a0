"""Leaves its caller with a recursion limit too low to answer.
Ends as: fail, error, crash
"""

import sys


def attack(X, wrong):
    depth, frame = 0, sys._getframe()
    while frame:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(depth + 2)
    return wrong
