"""Prints a gigabyte.
Ends as: fail, error, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 2:
        return wrong
    line = "x" * 1_000_000
    for _ in range(100):
        print(line)
    return wrong
