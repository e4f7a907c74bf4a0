"""Hands back an integer of a hundred million digits.
Ends as: fail, memory, error, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return 1 << 300_000_000, (1 << 14_000) + 1
