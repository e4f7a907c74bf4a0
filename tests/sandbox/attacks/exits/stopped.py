"""Stops itself as Ctrl-Z does, so that it neither answers nor ends.
Ends as: timeout, crash, error, fail
"""

import os
import signal


def attack(X, wrong):
    os.kill(os.getpid(), signal.SIGSTOP)
    return wrong
