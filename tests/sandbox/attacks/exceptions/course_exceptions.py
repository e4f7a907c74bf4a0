"""Raises the course's own exceptions, which the course catches for other reasons.
Ends as: error, crash, missing
"""

import gc


def attack(X, wrong):
    for kind in gc.get_objects():
        if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__.startswith("autograder"):
            raise kind("everything is right")
    raise BlockingIOError(0, 0)
