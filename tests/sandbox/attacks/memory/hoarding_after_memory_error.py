"""Catches MemoryError and goes on collecting smaller pieces, so that not even the report of it has room.
Ends as: memory, crash, timeout, error
"""

hoard = []


def attack(X, wrong):
    size = 1 << 28
    while size > 8:
        try:
            hoard.append(bytearray(size))
        except MemoryError:
            size //= 2
    return wrong
