"""Hands back an array that it changes while it is written down.
Ends as: fail, error, crash
"""

import sys


def attack(X, wrong):
    mean, std = wrong

    def change(frame, event, argument):
        mean[...] += 1
        return change

    sys.settrace(change)
    sys.setprofile(change)
    return mean, std
