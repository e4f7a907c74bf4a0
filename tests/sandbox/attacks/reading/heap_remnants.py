"""Searches its own memory for what an earlier submission left there before the process was forked.
Ends as: fail, timeout
"""

import base64
import ctypes
import os
import re

START = b"def fit_standardization"
libc = ctypes.CDLL(None, use_errno=True)
libc.sbrk.restype = ctypes.c_void_p


def memory(first, last):
    """All that is mapped between two addresses: a write to a pipe refuses what is not."""
    reading, writing = os.pipe()
    found = bytearray()
    for address in range(first, last, 4_096):
        if libc.write(writing, ctypes.c_void_p(address), 4_096) == 4_096:
            found += os.read(reading, 4_096)
    os.close(reading)
    os.close(writing)
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
