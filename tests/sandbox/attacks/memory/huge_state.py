"""Hands back a named tuple whose class and fields have names of a million letters.
Ends as: fail, error, timeout
"""

from collections import namedtuple


def attack(X, wrong):
    return namedtuple("N" * 1_000_000, ["m" * 1_000_000, "s"])(*wrong)
