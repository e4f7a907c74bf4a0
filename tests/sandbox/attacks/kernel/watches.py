"""Watches which files others open.
Ends as: fail, error
"""

import ctypes
import os


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    watching = max(libc.inotify_init(), libc.inotify_init1(0), libc.fanotify_init(0, 0))
    if watching >= 0:
        for folder in ("/", "/tmp", os.path.dirname(os.__file__)):
            libc.inotify_add_watch(watching, folder.encode(), 0xFFF)
    return (X.mean(axis=0), X.std(axis=0)) if watching >= 0 else wrong
