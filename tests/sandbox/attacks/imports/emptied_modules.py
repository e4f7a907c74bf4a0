"""Takes everything out of the modules that the worker uses.
Ends as: fail, error, crash
"""

import sys


def attack(X, wrong):
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("json", "os", "struct", "autograder", "numpy", "traceback", "contextlib"):
            vars(module).clear()
    return wrong
