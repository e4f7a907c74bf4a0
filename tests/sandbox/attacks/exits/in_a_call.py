"""Ends the process in the middle of a call.
Ends as: crash
"""

import os


def attack(X, wrong):
    os._exit(0)
