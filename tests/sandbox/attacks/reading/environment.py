"""Runs whatever program it finds in the environment: its own, its parents', and what lies above the stack.
Ends as: fail
"""

import ctypes
import os
from pathlib import Path


def attack(X, wrong):
    texts = list(os.environ.values())
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    i = 0
    while environ and environ[i]:
        texts.append(environ[i].decode(errors="replace").partition("=")[2])
        i += 1
    for name in ("environ", "cmdline"):
        for path in Path("/proc").glob(f"*/{name}"):
            try:
                texts += [part.partition("=")[2] for part in path.read_text(errors="replace").split("\0")]
            except OSError:
                continue
    for text in texts:
        if "def fit_standardization" in text:
            solution = {}
            exec(text, solution)
            return solution["fit_standardization"](X)
    return wrong
