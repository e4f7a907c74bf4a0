"""Inside the sandbox: numpy, one submission, and the answers to the calls that come in.

Holds no expected value and no path of the course. What the submission does to this
process can only change its own answers.

Frames on the channel: four bytes of length, then JSON. Incoming: the start, then calls.
Outgoing: {"ready": true} before the submission is run, {"imported": answer or null}
after, then one {"id", "answer"} a call.
"""

import contextlib
import json
import os
import struct
import sys
import warnings
from types import ModuleType
from typing import Any

from autograder.calling.perform import Answer, _BoundedText, failed, perform
from autograder.calling.values import Call, array_as_base64, base64_as_array, decode, encode
from autograder.sandbox.confine import Unconfinable, confine, limit

MAX_FRAME = 1 << 23

# Bound before the submission is imported: it may patch whatever it reaches.
_dumps, _loads, _read, _write = json.dumps, json.loads, os.read, os.write


def _read_exactly(descriptor: int, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = _read(descriptor, count - len(data))
        if not piece:
            os._exit(0)  # the grader has gone
        data += piece
    return data


def receive(descriptor: int) -> dict[str, Any]:
    """The next frame."""
    (length,) = struct.unpack(">I", _read_exactly(descriptor, 4))
    message: dict[str, Any] = _loads(_read_exactly(descriptor, length))
    return message


def send(descriptor: int, message: dict[str, Any]) -> None:
    """Write one frame."""
    data = _dumps(message).encode()
    data = struct.pack(">I", len(data)) + data
    while data:
        data = data[_write(descriptor, data) :]


def _answer_data(answer: Answer) -> dict[str, Any]:
    data = {**answer.__dict__, "value": encode(answer.value, array_as_base64)}
    if len(_dumps(data)) > MAX_FRAME:
        size = f"{MAX_FRAME >> 20} MB"
        data = Answer("error", error=("ValueError",), message=f"The result is larger than {size}.").__dict__
    return data


def _import(name: str, source: bytes) -> tuple[ModuleType, Answer | None]:
    """Run the submission. Its module, and an answer where it could not be run."""
    module = ModuleType(name)
    module.__file__ = f"{name}.py"
    sys.modules[name] = module
    printed = _BoundedText(2_000)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            exec(compile(source, module.__file__, "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        return module, failed(error, module.__file__)
    return module, None


def main(channel: int) -> None:
    """Answer calls on a socket until it closes.

    channel: its descriptor. Standard input and error become what standard output is, /dev/null.
    """
    if channel == 0:
        channel = os.dup(0)
    os.dup2(1, 0)
    os.dup2(1, 2)
    start = receive(channel)
    try:
        if start["walls"]:
            confine(start["memory"], start["cpu_seconds"], start["uid"])
        else:
            limit(start["memory"], start["cpu_seconds"])
    except Unconfinable as problem:
        send(channel, {"ready": False, "why": str(problem)})
        return
    warnings.simplefilter("ignore")
    send(channel, {"ready": True})
    source = bytes(base64_as_array(start["source"], "uint8"))
    module, broken = _import(start["name"], source)
    send(channel, {"imported": broken and _answer_data(broken)})
    while True:
        message = receive(channel)
        function, args, kwargs, then, repeat = decode(message["call"], base64_as_array)
        try:
            reply = _answer_data(perform(module, Call(function, args, kwargs, then, repeat)))
        except MemoryError:
            reply = Answer("memory", error=("MemoryError",), message="The result did not fit.").__dict__
        send(channel, {"id": message["id"], "answer": reply})
