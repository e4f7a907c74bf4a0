"""Hands back a list that holds itself.
Ends as: fail, error, crash
"""


def attack(X, wrong):
    endless = []
    endless.append(endless)
    return endless, {"again": endless}
