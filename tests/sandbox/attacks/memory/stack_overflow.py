"""Lifts Python's limit and runs over the end of the stack in C code.
Ends as: crash, error, memory, timeout
"""

import sys


def attack(X, wrong):
    sys.setrecursionlimit(2**31 - 1)
    nested, twin = (), ()
    for _ in range(1_000_000):
        nested, twin = (nested,), (twin,)
    return wrong if nested == twin else nested
