"""Hands back an object that attacks when it is thrown away, after the answer was sent.
Ends as: fail, crash, error
"""

import os


class Dying:
    def __del__(self):
        os._exit(0)


def attack(X, wrong):
    return Dying()
