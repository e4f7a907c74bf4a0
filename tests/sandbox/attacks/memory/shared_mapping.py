"""Maps anonymous shared memory, piece by piece, and writes to every page of it.
Ends as: error, memory, crash, timeout
"""

import mmap

pieces = []


def attack(X, wrong):
    while True:
        pieces.append(mmap.mmap(-1, 1 << 26))
        pieces[-1].write(b"x" * (1 << 26))
