"""Raises an exception with markup, terminal sequences, NUL and lone surrogates in its text and its name.
Ends as: error
"""

TEXT = (
    "\ud800\udc80 \0 \x1b[2J\x1b]0;owned\x07 <script>alert(1)</script> <img src=x onerror=alert(1)> [red]x[/red] \u202e"
)
Hostile = type("<script>alert(2)</script>\x1b[31m\0"[:-1], (Exception,), {})


def attack(X, wrong):
    raise Hostile(TEXT)
