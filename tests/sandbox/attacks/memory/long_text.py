"""Hands back a text of half a gigabyte.
Ends as: error, memory, fail, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return "x" * 500_000_000
