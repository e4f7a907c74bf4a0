"""Lies about its file and its name.
Ends as: error, fail, crash
"""

__file__ = "/etc/passwd"
__name__ = "autograder.judging.judge"
__spec__ = __loader__ = __builtins__ = None


def attack(X, wrong):
    globals().pop("__file__", None)
    raise ValueError("where am I?")
