"""Hands back a dict of half a million keys.
Ends as: fail, error, memory, crash
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return {f"key {i}": 0.0 for i in range(500_000)}
