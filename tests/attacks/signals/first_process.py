"""Kills process 1, the first of its namespace.
Ends as: error, crash, fail
"""

import os
import signal


def attack(X, wrong):
    os.kill(1, signal.SIGTERM)
    os.kill(1, signal.SIGKILL)
    return wrong
