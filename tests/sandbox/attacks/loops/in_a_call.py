"""Answers never: it is in one call of C code, which no Python exception reaches, with all signals blocked.
Ends as: timeout
"""

import re
import signal


def attack(X, wrong):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    re.match(r"(a+)+$", "a" * 60 + "b")
    return wrong
