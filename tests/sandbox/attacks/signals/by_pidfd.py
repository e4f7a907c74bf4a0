"""Kills its parent through a pidfd.
Ends as: error, crash, fail
"""

import os
import signal


def attack(X, wrong):
    for process in (os.getppid(), 1):
        signal.pidfd_send_signal(os.pidfd_open(process), signal.SIGKILL)
    return wrong
