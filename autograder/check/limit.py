"""A limit on how long a student's code may run, on every system and without another process.

The code runs on a thread of its own. Where it takes too long, an exception is raised in
that thread until it ends; code that never comes back to Python (`time.sleep(1000)`) is left
behind there, and the caller goes on.

A page of the book has no threads: see `limit_by_events.py`.
"""

import ctypes
import linecache
import queue
import sys
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

SECONDS_TO_STOP = 1.0
# Waiting in slices lets Ctrl-C through on Windows, where a waiting thread isn't woken by it.
SLICE = 0.2

_left_behind: list[threading.Thread] = []


class OutOfTime(Exception):
    """A student's code ran for longer than it may. The text is where it was, or empty where no line of it was seen."""


class Stopped(BaseException):
    """Raised in a student's code that has run for too long."""


def still_running() -> bool:
    """Whether code that should have been stopped runs on: it never comes back to Python, or catches everything."""
    _left_behind[:] = [thread for thread in _left_behind if thread.is_alive()]
    return bool(_left_behind)


class LimitedThread:
    """Runs functions one after another on one thread, each for a limited time.

    filename: of the student's module, by which its lines are known.
    """

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._start()

    def run(self, function: Callable[[], Any], seconds: float) -> Any:
        """What the function returns or raises. Raises `OutOfTime` after that many seconds.

        An interrupt from the keyboard ends the function too, and is raised with the place where it was.
        """
        printing = sys.stdout, sys.stderr
        self._asked.put(function)
        try:
            value, error = self._wait(time.monotonic() + seconds)
        except (queue.Empty, KeyboardInterrupt) as end:
            where = _where(self._thread, self._filename)
            _stop(self._thread)
            # Code that is left behind may still hold a redirection.
            sys.stdout, sys.stderr = printing
            self._start()
            raise (KeyboardInterrupt if isinstance(end, KeyboardInterrupt) else OutOfTime)(where) from None
        if error is not None:
            raise error
        return value

    def _wait(self, deadline: float) -> tuple[Any, BaseException | None]:
        while True:
            left = deadline - time.monotonic()
            try:
                answered: tuple[Any, BaseException | None] = self._answered.get(timeout=max(0.0, min(SLICE, left)))
                return answered
            except queue.Empty:
                if left <= SLICE:
                    raise

    def _start(self) -> None:
        self._asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._answered: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._thread = threading.Thread(target=_work, args=(self._asked, self._answered), daemon=True)
        self._thread.start()
        # The thread ends when nobody can ask it any more.
        weakref.finalize(self, self._asked.put, None)


def _work(asked: queue.SimpleQueue[Any], answered: queue.SimpleQueue[Any]) -> None:
    try:
        while (function := asked.get()) is not None:
            try:
                answered.put((function(), None))
            except Stopped:
                return
            except BaseException as error:  # the caller raises it
                answered.put((None, error))
            del function
    except Stopped:  # too late to be of use: the code had just ended
        return


def _number(thread: threading.Thread) -> int:
    """By this Python knows a thread that was started."""
    assert thread.ident is not None
    return thread.ident


def _where(thread: threading.Thread, filename: str) -> str:
    frame = sys._current_frames().get(_number(thread))
    while frame and frame.f_code.co_filename != filename:
        frame = frame.f_back
    if frame is None:
        return ""
    return f"it was at line {frame.f_lineno}, `{linecache.getline(filename, frame.f_lineno).strip()}`"


def _stop(thread: threading.Thread) -> None:
    """Stop what a thread does, and wait a second for it."""
    _left_behind.append(thread)
    threading.Thread(target=_interrupt, args=(thread,), daemon=True).start()
    thread.join(SECONDS_TO_STOP)


def _interrupt(thread: threading.Thread) -> None:
    """Raise again and again: a bare `except:` in a loop catches some of them, but not one between two passes."""
    while thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(_number(thread)), ctypes.py_object(Stopped))
        thread.join(0.01)
