"""Reads address 0.
Ends as: crash
"""

import ctypes


def attack(X, wrong):
    return ctypes.string_at(0)
