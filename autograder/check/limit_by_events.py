"""The limit of `limit.py` where no thread can be started, as in a page of the book (Python 3.12 and newer).

Python tells of every function that begins in the student's module and of every pass of a loop; after too long an
exception is raised there. What never comes back to Python, as 9 ** 9 ** 9, the page has to end from outside.
"""

import linecache
import sys
import time
from collections.abc import Callable
from types import CodeType
from typing import Any

from autograder.check.limit import OutOfTime, Stopped


class LimitedByEvents:
    """Runs functions one after another, each for a limited time.

    filename: of the student's module, whose code alone is watched.
    """

    def __init__(self, filename: str) -> None:
        self._filename = filename

    def run(self, function: Callable[[], Any], seconds: float) -> Any:
        """What the function returns or raises. Raises `OutOfTime` after that many seconds."""
        monitoring = sys.monitoring  # type: ignore[attr-defined]  # mypy reads this as Python 3.11
        tool, events = monitoring.DEBUGGER_ID, monitoring.events.PY_START | monitoring.events.JUMP
        deadline, where = time.monotonic() + seconds, ""

        def look(code: CodeType, offset: int, *_: int) -> Any:
            nonlocal where
            if code.co_filename != self._filename:
                return monitoring.DISABLE  # this place is not told of again
            if time.monotonic() > deadline:
                where = where or _where(code, offset)
                raise Stopped
            return None

        monitoring.use_tool_id(tool, "limit")
        for event in (monitoring.events.PY_START, monitoring.events.JUMP):
            monitoring.register_callback(tool, event, look)
        monitoring.set_events(tool, events)
        try:
            return function()
        except Stopped:
            raise OutOfTime(where) from None
        finally:
            monitoring.set_events(tool, 0)
            monitoring.free_tool_id(tool)


def _where(code: CodeType, offset: int) -> str:
    line = next((line for start, end, line in code.co_lines() if start <= offset < end), None)
    if line is None:
        return ""
    return f"it was at line {line}, `{linecache.getline(code.co_filename, line).strip()}`"
