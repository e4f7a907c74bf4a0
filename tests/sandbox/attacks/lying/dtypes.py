"""Hands back arrays of every dtype that is no plain number.
Ends as: fail, error
"""

import numpy as np

KINDS = ["O", "U5", "S5", "V8", "M8[s]", "m8[s]", "g", "G", ">f8", "c16", [("mean", "f8"), ("std", "f8")], "?"]
calls = []


def attack(X, wrong):
    calls.append(X)
    kind = KINDS[len(calls) % len(KINDS)]
    if kind == ">f8":
        return tuple(a.astype(kind) for a in wrong)
    return tuple(np.zeros(a.shape, dtype=kind) for a in wrong)
