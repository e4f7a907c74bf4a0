"""Sends process 1, the first of its namespace, every signal that there is.
Ends as: error, crash, fail
"""

import contextlib
import os
import signal


def attack(X, wrong):
    for number in signal.valid_signals():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(1, number)
    return wrong
