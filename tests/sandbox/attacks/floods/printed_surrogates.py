"""Prints lone surrogates, NUL, escape sequences and markup, for the report that repeats them.
Ends as: fail, error
"""

TEXT = "\ud800\udc80 \0 \x1b[2J\x1b]0;owned\x07 <script>alert(1)</script> </pre> [bold]owned[/bold] {{ 1 }} $x$ \u202e"

print(TEXT)


def attack(X, wrong):
    print(TEXT)
    return wrong
