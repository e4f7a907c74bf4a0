"""Aborts, which would leave a core dump.
Ends as: crash
"""

import os


def attack(X, wrong):
    os.abort()
