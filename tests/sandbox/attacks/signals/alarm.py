"""Sets timers that kill it between two calls.
Ends as: crash, error, fail
"""

import signal


def attack(X, wrong):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    return wrong
