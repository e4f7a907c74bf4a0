"""Fills files that live in memory, which the limit of the address space does not count.
Ends as: error, crash
"""

import os


def attack(X, wrong):
    descriptor = os.memfd_create("left-by-attack")
    for _ in range(10_000):
        os.write(descriptor, b"x" * (1 << 20))
    return wrong
