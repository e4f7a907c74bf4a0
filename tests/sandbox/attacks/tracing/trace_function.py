"""Raises from a trace function in whatever runs after it.
Ends as: error, crash
"""

import sys


def trace(frame, event, argument):
    if frame.f_globals.get("__name__", "").startswith("autograder"):
        raise SystemExit("traced")
    return trace


def attack(X, wrong):
    sys.setprofile(trace)
    sys.settrace(trace)
    frame = sys._getframe(1)
    while frame:
        frame.f_trace = trace
        frame = frame.f_back
    return wrong
