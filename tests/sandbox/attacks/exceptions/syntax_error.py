"""Raises a SyntaxError with a file, a line and a text that are none.
Ends as: error, crash
"""


def attack(X, wrong):
    raise SyntaxError("no", ("\ud800<b>", 10**12, -(10**12), "x" * 10_000_000, None, object()))
