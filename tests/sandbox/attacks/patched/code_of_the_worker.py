"""Exchanges the code objects of the functions that call it.
Ends as: fail, error, crash, timeout
"""

import sys


def attack(X, wrong):
    frame = sys._getframe(1)
    while frame:
        for value in list(frame.f_globals.values()):
            if hasattr(value, "__code__") and value.__code__ is not frame.f_code and value is not attack:
                try:
                    value.__code__ = (lambda *args, **kwargs: True).__code__
                except (ValueError, AttributeError):
                    continue
        frame = frame.f_back
    return wrong
