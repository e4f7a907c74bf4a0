"""Answers the first calls at once and rightly, so that it looks well, and the fourth never.
Ends as: timeout
Earns at most: 0.6
"""

calls = []


def attack(X, wrong):
    calls.append(X)
    while len(calls) > 3:
        pass
    return X.mean(axis=0), X.std(axis=0)
