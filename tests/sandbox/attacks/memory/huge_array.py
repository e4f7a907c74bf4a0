"""Hands back more numbers than fit into an answer.
Ends as: error, memory, fail, timeout
"""

import numpy as np

calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    return np.zeros(30_000_000), wrong[1]
