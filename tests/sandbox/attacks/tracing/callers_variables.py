"""Rewrites the variables of its callers through their frames.
Ends as: fail, error, crash
"""

import ctypes
import sys


def attack(X, wrong):
    frame = sys._getframe(1)
    while frame:
        for name in list(frame.f_locals):
            if name in ("result", "value", "answer", "message", "reply", "status", "notes"):
                frame.f_locals[name] = True
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(1))
        frame = frame.f_back
    return wrong
