"""Calls of a student's module in a process behind the walls.

What comes back is data, checked before it is used: a submission can write whatever it
wants into its channel.
"""

import json
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from autograder.calling.perform import MAX_PRINTED, MAX_TRACEBACK, Answer
from autograder.calling.values import Call, Malformed, Place, array_as_base64, base64_as_array, decode, encode
from autograder.sandbox.starters import START_SECONDS, Starter, starter
from autograder.sandbox.walls import SandboxUnavailable, Walls, bubblewrap, no_walls, unavailable
from autograder.sandbox.worker import MAX_FRAME

# A course solution needs milliseconds; these leave room for slow loops on a slow machine.
SECONDS_PER_FUNCTION = 10.0
MEMORY = 1 << 30
CPU_SECONDS = 60
# JSON of many tiny items takes thirty times its size in memory; no answer of the course has a tenth of these.
MAX_ITEMS = 1_000_000

_MESSAGE_LIMIT = 1_000
_FORGED = "The submission wrote into the grader's pipe."


class _ProcessGone(Exception):
    """The process died, fell silent or sent nonsense; status and message become the answer."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Sandbox:
    """One submission's module behind a channel. A function that kills or blocks the process gets a new one next time.

    name: of the module; source: the bytes of its file; starter: starts its processes, and is not closed here.
    """

    def __init__(self, name: str, source: bytes, starter: Starter) -> None:
        self._name, self._source, self._starter = name, source, starter
        self._channel: socket.socket | None = None
        self._broken: Answer | None = None
        self._function, self._deadline, self._next_id = "", 0.0, 0
        self._left: dict[str, float] = {}

    def ask(self, call: Call) -> Answer:
        """Call the submission. Every end of its process is an answer; only the machine's own faults raise."""
        if call.function != self._function:
            self._turn_to(call.function)
        try:
            if self._channel is None and self._broken is None:
                self._start()
            return self._broken or self._exchange(call)
        except _ProcessGone as gone:
            self.close()
            return Answer(gone.status, message=gone.message)

    def _turn_to(self, function: str) -> None:
        """Each function has its own time, in however many turns it is asked."""
        now = time.monotonic()
        self._left[self._function] = self._deadline - now
        self._function, self._deadline = function, now + self._left.get(function, SECONDS_PER_FUNCTION)

    def close(self) -> str:
        """End the process, and with it every process that the submission started."""
        if self._channel is None:
            return ""
        self._channel.close()
        self._channel = None
        return self._starter.end()

    def _start(self) -> None:
        allowed = self._deadline
        try:
            self._greet()
        except _ProcessGone:
            # A server that was killed, by a full memory perhaps, takes its next child with it. A new one is started.
            if self._channel is not None:
                self._channel.close()
            self._starter.close()
            try:
                self._greet()
            except _ProcessGone as gone:
                raise unavailable(self.close() or gone.message) from None
        self._deadline = max(allowed, time.monotonic() + SECONDS_PER_FUNCTION)
        try:
            imported = self._receive()
            if set(imported) != {"imported"}:
                raise _ProcessGone("crash", _FORGED)
            self._broken = imported["imported"] and self._while_importing(_checked(imported["imported"]))
        except _ProcessGone as gone:
            # Asking again would end the same way, and cost the same time.
            self._broken = self._while_importing(Answer(gone.status, message=gone.message))
            raise

    def _greet(self) -> None:
        """Start a process and wait until it is ready for the submission."""
        self._channel, self._deadline = self._starter.start(), time.monotonic() + START_SECONDS
        walls = self._starter.walls
        source = array_as_base64(np.frombuffer(self._source, dtype="uint8"))
        limits = {"memory": MEMORY, "cpu_seconds": CPU_SECONDS, "uid": walls.uid, "walls": walls.name != "none"}
        self._send({"name": self._name, "source": source, **limits})
        ready = self._receive()
        if ready != {"ready": True}:
            self.close()
            raise unavailable(str(ready.get("why", f"its process began with {str(ready)[:100]}")))

    def _while_importing(self, answer: Answer) -> Answer:
        return replace(
            answer, message=f"{answer.message} (while {self._name}.py was read, before any function was called)"
        )

    def _exchange(self, call: Call) -> Answer:
        self._next_id += 1
        question = (call.function, call.args, dict(call.kwargs), call.then, call.repeat)
        self._send({"id": self._next_id, "call": encode(question, array_as_base64)})
        reply = self._receive()
        if set(reply) != {"id", "answer"} or type(reply["id"]) is not int or reply["id"] != self._next_id:
            raise _ProcessGone("crash", _FORGED)
        return _checked(reply["answer"])

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        channel = self._within_time()
        try:
            channel.sendall(struct.pack(">I", len(data)) + data)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            raise _ended() from None

    def _receive(self) -> dict[str, Any]:
        (length,) = struct.unpack(">I", self._read(4))
        if length > 2 * MAX_FRAME:
            raise _ProcessGone("crash", _FORGED)
        data = self._read(length)
        if data.count(b",") + data.count(b"[") + data.count(b"{") > MAX_ITEMS:
            raise _ProcessGone("crash", _FORGED)
        try:
            message = json.loads(data)
        except (ValueError, RecursionError):
            raise _ProcessGone("crash", _FORGED) from None
        if not isinstance(message, dict):
            raise _ProcessGone("crash", _FORGED)
        return message

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view = memoryview(data)
        while view:
            channel = self._within_time()
            try:
                received = channel.recv_into(view)
            except TimeoutError:
                raise self._late() from None
            except OSError:
                raise _ended() from None
            if not received:
                raise _ended()
            view = view[received:]
        return data

    def _within_time(self) -> socket.socket:
        """The channel, set to wait no longer than to the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self._late()
        if self._channel is None:
            raise _ended()
        self._channel.settimeout(left)
        return self._channel

    def _late(self) -> _ProcessGone:
        seconds = f"{SECONDS_PER_FUNCTION:g}"
        return _ProcessGone("timeout", f"No answer within {seconds} seconds: is there a loop that does not end?")


def _ended() -> _ProcessGone:
    return _ProcessGone("crash", "The process ended while your code ran (os._exit, a signal, or a limit).")


def _texts(data: Any, limit: int) -> str:
    return data[:limit] if isinstance(data, str) else ""


def _places(data: Any) -> tuple[Place, ...]:
    if not isinstance(data, list) or not all(isinstance(place, list) for place in data):
        raise Malformed("places are not lists")
    if not all(isinstance(step, (int, str)) for place in data for step in place):
        raise Malformed("a place holds something else than numbers and texts")
    return tuple(tuple(place) for place in data if place)


def _checked(data: Any) -> Answer:
    """An answer from what the process sent, believed only in its form."""
    if not isinstance(data, Mapping) or data.get("status") not in ("ok", "missing", "error", "memory"):
        raise _ProcessGone("crash", _FORGED)
    try:
        names = data.get("error") or []
        called = data.get("called") or []
        if not all(isinstance(n, str) for n in names) or not all(type(n) is int for n in called):
            raise Malformed("names or counts of the wrong kind")
        return Answer(
            data["status"],
            decode(data.get("value"), base64_as_array),
            error=tuple(n[:100] for n in names) or (("Exception",) if data["status"] == "error" else ()),
            message=_texts(data.get("message"), _MESSAGE_LIMIT),
            changed=_places(data.get("changed") or []),
            shared=_places(data.get("shared") or []),
            global_random=bool(data.get("global_random")),
            called=tuple(called),
            printed=_texts(data.get("printed"), MAX_PRINTED),
            traceback=_texts(data.get("traceback"), MAX_TRACEBACK),
        )
    except (Malformed, TypeError, ValueError, RecursionError) as error:
        raise _ProcessGone("crash", "The submission sent an answer that is none.") from error


def _probe(walls: Walls) -> None:
    """Make a first call behind these walls. Raises `SandboxUnavailable`."""
    processes = starter(walls)
    sandbox = Sandbox("probe", b"import decimal\ndef answer():\n    return 42\n", processes)
    try:
        answer = sandbox.ask(Call("answer"))
    finally:
        sandbox.close()
        processes.close()
    if answer.value != 42:
        raise unavailable(f"a first call gave {answer.status}: {answer.message}")


@cache
def ready_walls(name: str = "bubblewrap") -> Walls:
    """The walls of this name, tried once by a real start. Raises `SandboxUnavailable`.

    name: one of `ISOLATIONS`.
    """
    if name == "none":
        return no_walls()
    try:
        found = bubblewrap(forks=True)
        _probe(found)
    except SandboxUnavailable:
        found = bubblewrap(forks=False)
        _probe(found)
    return found
