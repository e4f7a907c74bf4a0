"""Raises an exception that no `except Exception` catches.
Ends as: crash, error
"""


class Escaped(BaseException):
    pass


def attack(X, wrong):
    raise Escaped("caught by nobody")
