"""Calls of the kernel that Python has no name for, with their errors."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def must(result: int, what: str) -> int:
    """The result of a call. Raises OSError, with its name, where it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def system_call(number: int, *arguments: object) -> int:
    """Call by number. Integers are given as longs, texts and structures as they are. -1 where it failed."""
    longs = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result: int = libc.syscall(ctypes.c_long(number), *longs)
    return result
