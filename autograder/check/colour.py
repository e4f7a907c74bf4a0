"""Colours where a terminal has them."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

Paint = Callable[[str, str], str]  # (the colour's name, text) -> text

_CODES = {"green": "32", "red": "31", "dim": "2", "bold": "1"}


def _understands() -> bool:
    """Ask the Windows console to read escape codes, which those before Windows 10 can't. Other terminals can."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel = ctypes.windll.kernel32
    handle, mode = kernel.GetStdHandle(-11), ctypes.c_ulong()
    processed = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
    return bool(
        kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | processed)
    )


def is_screen(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a stream is a terminal that reads escape codes."""
    if not stream.isatty() or environment.get("TERM") == "dumb":
        return False
    return _understands()


def coloured(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to write colours to a stream: NO_COLOR (https://no-color.org) and FORCE_COLOR go before what it is."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return is_screen(stream, environment)


def painter(colours: bool) -> Paint:
    """Paints text green, red, dim or bold; without colours, leaves it as it is."""
    if not colours:
        return lambda colour, text: text
    return lambda colour, text: f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if text else text
