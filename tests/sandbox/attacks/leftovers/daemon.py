"""Leaves a process behind that belongs to no one, with a session of its own.
Ends as: error, crash
"""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1_000)
    os._exit(0)
