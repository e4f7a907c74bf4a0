"""Hands back 300 000 empty lists: short as JSON, and large once it is read.
Ends as: fail, error, memory, crash, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return [[] for _ in range(300_000)]
