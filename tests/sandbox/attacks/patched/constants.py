"""Rewrites the small integers that Python shares, so that ids and lengths are not what they seem.
Ends as: fail, error, crash, timeout, memory
"""

import ctypes


def attack(X, wrong):
    for number in (2, 3, 4):
        ctypes.c_uint32.from_address(id(number) + 24).value = 1
    return wrong
