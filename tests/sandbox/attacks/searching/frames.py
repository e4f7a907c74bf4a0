"""Hands back the first arrays of the right shapes that it finds in the variables of its callers.
Ends as: fail, timeout
"""

import sys

import numpy as np


def arrays(value, depth=0):
    if isinstance(value, np.ndarray):
        yield value
    elif depth < 6:
        if isinstance(value, dict):
            value = list(value.values())
        elif hasattr(value, "__dict__"):
            value = list(vars(value).values())
        for inner in value if isinstance(value, (list, tuple)) else ():
            yield from arrays(inner, depth + 1)


calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    frame = sys._getframe(2)
    while frame:
        found = [a for a in arrays({**frame.f_locals}) if a.shape == wrong[0].shape]
        if len(found) > 1:
            return found[0], found[1]
        frame = frame.f_back
    return wrong
