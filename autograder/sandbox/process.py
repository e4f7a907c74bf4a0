"""Calls of a student's module in a process behind the walls.

What comes back is data, checked before it is used: a submission can write whatever it
wants into its channel.
"""

import json
import socket
import struct
import time
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from autograder.calling.perform import Answer
from autograder.calling.values import Call, Malformed, array_as_base64, encode
from autograder.sandbox.allowance import Allowance
from autograder.sandbox.answers import answer, parsed
from autograder.sandbox.isolations import first_ready
from autograder.sandbox.memory import memory
from autograder.sandbox.starters import START_SECONDS, Starter, starter
from autograder.sandbox.walls import ISOLATIONS, SandboxUnavailable, Walls
from autograder.sandbox.worker import MAX_FRAME

CPU_SECONDS = 60

_FORGED = "The submission wrote into the grader's pipe."


class _ProcessGone(Exception):
    """The process died, fell silent or sent nonsense; status and message become the answer."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Sandbox:
    """One submission's module behind a channel. A function that kills or blocks the process gets a new one next time.

    name: of the module; source: the bytes of its file; starter: starts its processes, and is not closed here.
    allowance: the time that is left of the submission's.
    """

    def __init__(self, name: str, source: bytes, starter: Starter, allowance: Allowance | None = None) -> None:
        self._name, self._source, self._starter = name, source, starter
        self._allowance = allowance or Allowance()
        self._channel: socket.socket | None = None
        self._broken: Answer | None = None
        self._function, self._deadline, self._next_id = "", 0.0, 0
        self._left: dict[str, float] = {}

    def ask(self, call: Call) -> Answer:
        """Call the submission. Every end of its process is an answer; only the machine's own faults raise."""
        if self._allowance.is_over:
            return Answer("timeout", message=self._allowance.spent())
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
        self._function, self._deadline = function, now + self._allowance.at_most(self._left.get(function))

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
                raise SandboxUnavailable(self.close() or gone.message) from None
        self._deadline = max(allowed, time.monotonic() + self._allowance.at_most())
        try:
            imported = self._receive()
            if set(imported) != {"imported"}:
                raise _ProcessGone("crash", _FORGED)
            self._broken = imported["imported"] and self._while_importing(_answer(imported["imported"]))
        except _ProcessGone as gone:
            # Asking again would end the same way, and cost the same time.
            self._broken = self._while_importing(Answer(gone.status, message=gone.message))
            raise

    def _greet(self) -> None:
        """Start a process and wait until it is ready for the submission."""
        self._channel, self._deadline = self._starter.start(), time.monotonic() + START_SECONDS
        walls = self._starter.walls
        source = array_as_base64(np.frombuffer(self._source, dtype="uint8"))
        uid = next(self._starter.users)
        limits = {"memory": memory(), "cpu_seconds": CPU_SECONDS, "uid": uid, "walls": walls.name != "none"}
        self._send({"name": self._name, "source": source, **limits})
        ready = self._receive()
        if ready != {"ready": True}:
            self.close()
            raise SandboxUnavailable(str(ready.get("why", f"its process began with {str(ready)[:100]}")))

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
        return _answer(reply["answer"])

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
        try:
            return parsed(self._read(length))
        except Malformed:
            raise _ProcessGone("crash", _FORGED) from None

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
        return _ProcessGone("timeout", self._allowance.spent())


def _ended() -> _ProcessGone:
    return _ProcessGone("crash", "The process ended while your code ran (os._exit, a signal, or a limit).")


def _answer(data: object) -> Answer:
    try:
        return answer(data)
    except Malformed as why:
        raise _ProcessGone("crash", f"The submission sent an answer that is none: {str(why)[:100]}.") from None


def _probe(walls: Walls) -> None:
    """Make a first call behind these walls. Raises `SandboxUnavailable`."""
    processes = starter(walls)
    sandbox = Sandbox("probe", b"import decimal\ndef answer():\n    return 42\n", processes)
    try:
        reply = sandbox.ask(Call("answer"))
    finally:
        sandbox.close()
        processes.close()
    if reply.value != 42:
        raise SandboxUnavailable(f"a first call gave {reply.status}: {reply.message}")


@cache
def ready_walls(name: str = ISOLATIONS[0]) -> Walls:
    """The walls of this isolation, tried once by a real start. Raises `SandboxUnavailable`.

    name: one of `ISOLATIONS`.
    """
    return first_ready(name, _probe)
