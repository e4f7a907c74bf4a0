"""Raises MemoryError and RecursionError without need.
Ends as: memory, error
"""


def attack(X, wrong):
    raise MemoryError("x" * 1_000_000) if X.shape[0] % 2 else RecursionError
