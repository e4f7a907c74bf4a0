"""Starts the course's own loop once more inside of a call, to answer the following questions itself.
Ends as: crash, error, fail, timeout
"""

import sys


def attack(X, wrong):
    for name, module in list(sys.modules.items()):
        for function in ("main", "serve", "answer_calls", "loop"):
            if name.startswith("autograder") and callable(getattr(module, function, None)):
                getattr(module, function)()
    return wrong
