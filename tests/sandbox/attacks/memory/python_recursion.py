"""Calls itself for ever.
Ends as: error
"""


def attack(X, wrong):
    return attack(X, wrong)
