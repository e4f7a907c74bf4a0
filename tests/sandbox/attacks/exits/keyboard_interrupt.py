"""Raises KeyboardInterrupt, which ends a grader that shares its process.
Ends as: crash, error
"""


def attack(X, wrong):
    raise KeyboardInterrupt
