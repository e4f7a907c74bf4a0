"""Becomes root, or another user, by changing its ids and its capabilities.
Ends as: error, crash
"""

import ctypes
import os

CAPSET = {"x86_64": 126, "aarch64": 91}


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    header, everything = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    problems = []
    for change in (
        lambda: os.setresuid(0, 0, 0),
        lambda: os.setresgid(0, 0, 0),
        lambda: os.setgroups([0]),
        lambda: os.setreuid(os.getuid() + 1, os.getuid() + 1),
    ):
        try:
            change()
        except OSError as problem:
            problems.append(problem)
    if len(problems) < 4 or libc.syscall(CAPSET[os.uname().machine], header, everything) == 0:
        return wrong
    raise problems[0]
