"""Hands back an object whose class has a name of four million letters, to fill the report.
Ends as: fail, error, timeout
"""


def attack(X, wrong):
    return type("N" * 4_000_000, (), {})()
