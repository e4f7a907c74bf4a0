"""Starts a process with posix_spawn, which needs no fork.
Ends as: error, crash
"""

import os
import sys


def attack(X, wrong):
    os.posix_spawn(sys.executable, [sys.executable, "-c", "while True: pass"], {})
    return wrong
