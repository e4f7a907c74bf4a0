"""Raises an exception with a message of 400 MB, and a hundred thousand causes.
Ends as: error, memory, crash, timeout
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    error = ValueError("x" * 400_000_000)
    for _ in range(100_000):
        next_error = ValueError("because")
        next_error.__cause__ = error
        error = next_error
    raise error
