"""Text that a student's code had a say in, as every terminal, page and file takes it."""


def readable(text: str, limit: int) -> str:
    """The text with control characters, lone surrogates and other invisible ones escaped, cut to `limit` characters.

    Line breaks and tabs stay.
    """
    shown = text[:limit] + " ..." if len(text) > limit else text
    if shown.isprintable():
        return shown
    return "".join(c if c in "\n\t" or c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
