"""Forks so that both processes answer: one wrongly, and one later.
Ends as: error, crash
"""

import os


def attack(X, wrong):
    os.fork()
    return wrong
