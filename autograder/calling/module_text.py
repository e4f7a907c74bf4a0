"""What can be told of a module by its text alone, in a beginner's words."""

import ast
import codecs

MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_text(name: str, source: bytes) -> str | None:
    """What to say of a file whose bytes are no text to Python; None where they are."""
    if source.startswith(MARKS) or source[:200].count(0) > len(source[:200]) // 3:
        return f"{name} is stored as UTF-16, which Python does not read: save it as UTF-8"
    if b"\0" in source:
        return f"{name} holds a NUL byte, which Python does not read: it is damaged, or no text"
    return None


def unreadable(name: str, source: bytes) -> str | None:
    """What to say of a module that Python cannot read; None where it can."""
    if words := is_text(name, source):
        return words
    try:
        ast.parse(source)
    except SyntaxError as error:
        if "decode" in str(error) or "encoding" in str(error):
            return f"{name} is not stored as UTF-8, which Python expects: save it as UTF-8"
        if error.lineno:
            return f"{name} has a syntax error in line {error.lineno}"
        return f"{name} has a syntax error ({error.msg})"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{name} cannot be read by Python ({error or 'it is nested too deeply'})"
    return None
