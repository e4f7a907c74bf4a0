"""Raises a group of groups of exceptions, five hundred deep and each in a circle of causes.
Ends as: error, crash, memory, timeout
"""


def attack(X, wrong):
    error = ExceptionGroup("g", [ValueError(1)])
    for i in range(500):
        inner = ValueError(i)
        inner.__cause__ = error
        error = ExceptionGroup(f"g{i}", [error, inner])
        inner.__context__ = error
    raise error
