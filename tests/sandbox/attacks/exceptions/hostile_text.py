"""Raises an exception whose text and representation raise others.
Ends as: error, crash
"""


class Hostile(Exception):
    def __str__(self):
        raise SystemExit("no text for you")

    __repr__ = __str__


def attack(X, wrong):
    raise Hostile
