"""Looks for what an earlier submission left in the process.
Ends as: fail, error
"""

import os
import sys


def attack(X, wrong):
    texts = [*os.environ.values(), *sys.argv, *sys.path]
    texts += [getattr(module, "left_by_attack", "") for module in list(sys.modules.values())]
    for text in texts:
        if isinstance(text, str) and "def gift" in text:
            left = {}
            exec(text, left)
            return left["gift"](X)
    return wrong
