"""Hands back a list that is nested a hundred thousand deep.
Ends as: fail, error, crash, timeout
"""


def attack(X, wrong):
    nested = wrong
    for _ in range(100_000):
        nested = [nested]
    return nested
