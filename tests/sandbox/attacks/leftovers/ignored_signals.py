"""Ignores every signal that asks it to end, and answers the others with a loop.
Ends as: fail, error
"""

import contextlib
import signal


def loop(number, frame):
    while True:
        pass


for number in signal.valid_signals():
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, loop if number % 2 else signal.SIG_IGN)
