"""Hands back ten lists of ten of ten ...: a few hundred objects here, 10 to the 18 when they are written out.
Ends as: timeout, memory, error
"""


def attack(X, wrong):
    laughs = [0]
    for _ in range(18):
        laughs = [laughs] * 10
    return laughs
