"""Searches its own memory for what an earlier submission left there before the process was forked.
Ends as: fail, timeout
"""

import base64
import ctypes
import errno
import os
import re

START = b"def fit_standardization"
libc = ctypes.CDLL(None, use_errno=True)
libc.sbrk.restype = ctypes.c_void_p


def memory(first, last):
    """All that is mapped between two addresses: the kernel can take no path from what is not."""
    found = bytearray()
    for address in range(first, last, 4_096):
        ctypes.set_errno(0)
        libc.access(ctypes.c_void_p(address), os.F_OK)
        if ctypes.get_errno() != errno.EFAULT:
            found += ctypes.string_at(address, 4_096)
    return bytes(found)


def texts(data):
    """Programs in memory, plain or in base64."""
    for match in re.finditer(re.escape(START), data):
        yield b"import numpy as np\n" + data[match.start() :].split(b"\0")[0]
    for match in re.finditer(rb"[A-Za-z0-9+/]{200,}", data):
        for shift in range(4):
            piece = match.group()[shift:]
            text = base64.b64decode(piece[: len(piece) // 4 * 4])
            if START in text:
                yield text


calls = []


def attack(X, wrong):
    calls.append(X)
    if len(calls) > 1:
        return wrong
    top, here = libc.sbrk(0), id(X) & ~0xFFF
    for first, last in ((top - (24 << 20), top), (here - (8 << 20), here + (8 << 20))):
        for text in texts(memory(first, last)):
            text = text.decode(errors="replace")
            if "attack" not in text.split("def standardize")[0] and "raise NotImplementedError" not in text:
                solution = {}
                try:
                    exec(text, solution)
                except Exception:
                    continue
                return solution["fit_standardization"](X)
    return wrong
