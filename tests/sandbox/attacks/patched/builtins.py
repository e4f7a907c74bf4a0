"""Patches the builtins that any comparison needs.
Ends as: fail, error, crash, timeout
"""

import builtins


def attack(X, wrong):
    for name in ("isinstance", "all", "any", "abs", "len", "callable", "hasattr", "type", "max", "min", "print"):
        setattr(builtins, name, lambda *args, **kwargs: True)
    return wrong
