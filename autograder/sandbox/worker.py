"""Inside the sandbox: numpy, one submission, and the answers to the calls that come in.

Holds no expected value and no path of the course. What the submission does to this
process can only change its own answers.

Frames on the pipe: four bytes of length, then JSON. Incoming: the start, then calls.
Outgoing: {"ready": true} before the submission is run, {"imported": answer or null}
after, then one {"id", "answer"} a call.
"""

import contextlib
import json
import os
import resource
import struct
import sys
import warnings
from types import ModuleType

from autograder.calling.perform import Answer, _BoundedText, failed, perform
from autograder.calling.values import Call, array_as_base64, base64_as_array, decode, encode

MAX_FRAME = 1 << 24

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


def receive(descriptor: int) -> dict:
    """The next frame."""
    (length,) = struct.unpack(">I", _read_exactly(descriptor, 4))
    return _loads(_read_exactly(descriptor, length))


def send(descriptor: int, message: dict) -> None:
    """Write one frame."""
    data = _dumps(message).encode()
    data = struct.pack(">I", len(data)) + data
    while data:
        data = data[_write(descriptor, data) :]


def _answer_data(answer: Answer) -> dict:
    data = {**answer.__dict__, "value": encode(answer.value, array_as_base64)}
    if len(_dumps(data)) > MAX_FRAME:
        data = Answer("error", error=("ValueError",), message="The result is larger than 16 MB.").__dict__
    return data


def _drop_privileges(uid: int | None) -> None:
    """As root, become a user of its own: limits on processes do not bind root."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def _limit(memory: int, cpu_seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NPROC: 0,
        # No file can grow, memfd's included, which RLIMIT_AS does not count.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 16,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _private_descriptors() -> tuple[int, int]:
    """The pipe's two ends on other numbers; 0 and 1 become what 2 is, /dev/null."""
    requests, replies = os.dup(0), os.dup(1)
    os.dup2(2, 0)
    os.dup2(2, 1)
    return requests, replies


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


def main() -> None:
    """Answer calls until the pipe closes."""
    requests, replies = _private_descriptors()
    start = receive(requests)
    _drop_privileges(start["uid"])
    _limit(start["memory"], start["cpu_seconds"])
    warnings.simplefilter("ignore")
    send(replies, {"ready": True})
    source = bytes(base64_as_array(start["source"], "uint8"))
    module, broken = _import(start["name"], source)
    send(replies, {"imported": broken and _answer_data(broken)})
    while True:
        message = receive(requests)
        function, args, kwargs, then, repeat = decode(message["call"], base64_as_array)
        try:
            reply = _answer_data(perform(module, Call(function, args, kwargs, then, repeat)))
        except MemoryError:
            reply = Answer("memory", error=("MemoryError",), message="The result did not fit.").__dict__
        send(replies, {"id": message["id"], "answer": reply})
