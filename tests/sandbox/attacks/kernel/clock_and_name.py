"""Sets the machine's clock, name and swap, and restarts it.
Ends as: error, crash
"""

import ctypes
import socket
import time


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    tried = [libc.reboot(0x1234567), libc.swapoff(b"/swapfile"), libc.acct(b"/left-by-attack")]
    if max(tried) >= 0:
        return wrong
    problems = []
    for change in (lambda: time.clock_settime(time.CLOCK_REALTIME, 0), lambda: socket.sethostname("left-by-attack")):
        try:
            change()
        except OSError as problem:
            problems.append(problem)
    if len(problems) < 2:
        return wrong
    raise problems[0]
