"""Kills its parent.
Ends as: error, crash, fail
"""

import os
import signal


def attack(X, wrong):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
        os.kill(os.getppid(), number)
    return wrong
