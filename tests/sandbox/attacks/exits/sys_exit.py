"""Leaves by sys.exit, with an exit code that is no number.
Ends as: error
"""

import sys


def attack(X, wrong):
    sys.exit("all tests passed")
