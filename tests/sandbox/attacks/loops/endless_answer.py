"""Hands back a dict whose items never end: the loop is not in its own function.
Ends as: timeout, memory, error, fail
"""


class Endless(dict):
    def __iter__(self):
        while True:
            yield "mean"

    def items(self):
        while True:
            yield "mean", 1.0

    keys = __iter__


def attack(X, wrong):
    return Endless(mean=1.0)
