"""Hands back names that are no text: a lone surrogate, NUL, an escape sequence and markup.
Ends as: fail, error
"""

NAMES = ["\ud800", "\0", "\x1b[2J\x1b]0;owned\x07", "<script>alert(1)</script>", "\u202e", "[red]", "\r\n" * 50]


class State(tuple):
    _fields = NAMES


def attack(X, wrong):
    if X.shape[0] == 1:
        return {name: wrong[0] for name in NAMES}
    return State(wrong[:1] * len(NAMES))
