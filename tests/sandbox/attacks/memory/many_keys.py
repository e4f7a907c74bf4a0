"""Hands back a dict of 200 000 keys.
Ends as: fail, error, memory, crash, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return {f"key {i}": 0.0 for i in range(200_000)}
