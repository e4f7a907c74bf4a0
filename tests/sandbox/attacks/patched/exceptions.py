"""Replaces the exceptions' names, so that its errors are caught as something else or not at all.
Ends as: fail, error, crash
"""

import builtins

builtins.Exception = KeyError
builtins.BaseException = KeyError
builtins.SystemExit = KeyError


def attack(X, wrong):
    raise ValueError("not the Exception that you know")
