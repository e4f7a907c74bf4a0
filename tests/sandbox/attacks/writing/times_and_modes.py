"""Changes times, modes and owners of everything that it can name, its descriptors among them.
Ends as: fail, error
"""

import contextlib
import os
import sys


def attack(X, wrong):
    done = 0
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())[:50]} - {None}
    for path in (*files, "/", "/tmp", "/dev/null", "/dev/shm", *range(16)):
        for act in (
            lambda path: os.utime(path),
            lambda path: os.chmod(path, 0o666),
            lambda path: os.chown(path, -1, -1),
            lambda path: os.chown(path, os.getuid(), -1),
            lambda path: os.truncate(path, 0),
        ):
            with contextlib.suppress(OSError):
                act(path)
                done += 1
    return (X.mean(axis=0), X.std(axis=0)) if done else wrong
