"""Hands back generators, coroutines, functions, modules and types in place of values.
Ends as: fail, error
"""

import itertools
import sys

calls = []


async def later():
    return 1


def attack(X, wrong):
    calls.append(X)
    values = [
        itertools.count(),
        attack,
        sys,
        int,
        iter(wrong),
        map(abs, wrong),
        memoryview(b"x"),
        later,
        wrong.__iter__,
    ]
    return values[len(calls) % len(values)]
